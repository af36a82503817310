package dev.evenkeel.replication.binlog;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.statement.Defined;
import dev.evenkeel.replication.statement.LeadingWords;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements about accounts, events, databases and other objects in a part of a server's binlog. The whole part is read, so
 * it should be short.
 */
public final class LoggedStatements {
    /** Letters of statements that are kept. */
    private static final int MOST = 16 << 20;

    private static final String OWN = "mysql";

    private static final Set<String> VERBS =
            Set.of("create", "alter", "drop", "rename", "truncate", "grant", "revoke", "set");
    /** These hold what they will do later; everything else is done when it is logged. */
    private static final Set<String> DEFINES = Set.of("create", "alter", "drop", "rename", "grant", "revoke");

    private static final Pattern WRITES =
            Pattern.compile("\\b(?:insert|replace|update|delete|truncate|load|into)\\b", Pattern.CASE_INSENSITIVE);
    /** A name in which nothing can be written in two ways. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$ .-]+");

    private final List<Logged.Statement> statements = new ArrayList<>();
    /** Whose tables were written to as rows. */
    private final Set<Subject> written = EnumSet.noneOf(Subject.class);

    private int kept;
    /** There were more than are kept, or one that was not read, so nothing is known not to be named. */
    private boolean tooMany;

    private LoggedStatements() {}

    /**
     * Reads them.
     *
     * @throws NotPossible where that part of the binlog is gone
     */
    public static LoggedStatements between(Session session, BinlogPosition from, BinlogPosition to) {
        LoggedStatements found = new LoggedStatements();
        BinlogPart.read(session, from, to, event -> {
            Logged.of(event).ifPresent(found::take);
            return !found.tooMany;
        });
        return found;
    }

    private void take(Logged logged) {
        if (logged instanceof Logged.Unread) {
            tooMany = true;
        } else if (logged instanceof Logged.Rows rows) {
            Stream.of(Subject.values())
                    .filter(subject -> subject.keptIn(rows.table()))
                    .forEach(written::add);
        } else if (logged instanceof Logged.Statement statement && writesOwn(statement)) {
            Stream.of(Subject.values())
                    .filter(subject -> subject.table.matcher(statement.sql()).find())
                    .forEach(written::add);
        } else if (logged instanceof Logged.Statement statement && !statement.load() && defines(statement)) {
            kept += statement.sql().length();
            tooMany |= !statement.whole() || kept > MOST;
            statements.add(statement);
        }
    }

    /** Rows of the server's own tables, perhaps. */
    private static boolean writesOwn(Logged.Statement statement) {
        List<String> words = LeadingWords.of(statement.sql());
        boolean own = statement.schema().equalsIgnoreCase(OWN)
                || statement.sql().toLowerCase(Locale.ROOT).contains(OWN);
        return own
                && (words.isEmpty() || !DEFINES.contains(words.get(0)))
                && WRITES.matcher(statement.sql()).find();
    }

    /** What begins with no word at all may be anything. */
    private static boolean defines(Logged.Statement statement) {
        List<String> words = LeadingWords.of(statement.sql());
        return words.isEmpty() || VERBS.contains(words.get(0));
    }

    /** The objects that they may have redefined. */
    public ObjectScope objects() {
        boolean unknown = tooMany || written.contains(Subject.ROUTINE);
        ObjectScope objects = unknown ? ObjectScope.EVERYTHING : ObjectScope.NOTHING;
        for (Logged.Statement statement : statements) {
            objects = objects.and(Defined.by(statement.schema(), statement.text()));
        }
        return objects;
    }

    /** What a statement may be about. */
    public enum Subject {
        ACCOUNT(
                "user|role|grant|revoke|password|statement",
                "user|global_priv|db|host|tables_priv|columns_priv|procs_priv|proxies_priv|roles_mapping"),
        EVENT("event|database|schema|statement", "event"),
        DATABASE("database|schema|statement", ""),
        ROUTINE("procedure|function|package|statement", "proc|func|servers");

        private final Pattern word;
        /** In which the server keeps them, for somebody who writes there. */
        private final Pattern table;

        Subject(String words, String tables) {
            this.word = Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE);
            this.table =
                    Pattern.compile(tables.isEmpty() ? "(?!)" : "\\b(?:" + tables + ")\\b", Pattern.CASE_INSENSITIVE);
        }

        private boolean keptIn(TableName name) {
            return name.schema().equalsIgnoreCase(OWN)
                    && table.matcher(name.table()).matches();
        }
    }

    /** Whether somebody wrote rows into the tables in which the server keeps them, of which nothing more is reported. */
    public boolean written(Subject subject) {
        return tooMany || written.contains(subject);
    }

    /** Whether one of them may be about an account, an event or a database of this name. */
    public boolean mayName(Subject subject, String name) {
        boolean plain = PLAIN.matcher(name).matches();
        Pattern named = Pattern.compile(
                "(?<![\\w$])(?:" + Pattern.quote(name) + "|current_user|current_role)(?![\\w$])",
                Pattern.CASE_INSENSITIVE);
        return tooMany
                || statements.stream()
                        .map(Logged.Statement::sql)
                        .filter(sql -> subject.word.matcher(sql).find())
                        .anyMatch(sql -> !plain || named.matcher(sql).find());
    }
}
