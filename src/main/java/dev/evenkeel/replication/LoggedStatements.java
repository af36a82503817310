package dev.evenkeel.replication;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The statements about accounts, events, databases and other objects in a part of a server's binlog. The whole part is read, so
 * it should be short.
 */
public final class LoggedStatements {
    /** Letters of statements that are kept. */
    private static final int MOST = 16 << 20;

    private static final Set<String> VERBS =
            Set.of("create", "alter", "drop", "rename", "truncate", "grant", "revoke", "set");
    /** A name in which nothing can be written in two ways. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$ .-]+");

    private final List<Logged.Statement> statements = new ArrayList<>();
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
        } else if (logged instanceof Logged.Statement statement && !statement.load() && defines(statement)) {
            kept += statement.sql().length();
            tooMany |= !statement.whole() || kept > MOST;
            statements.add(statement);
        }
    }

    /** What begins with no word at all may be anything. */
    private static boolean defines(Logged.Statement statement) {
        List<String> words = LeadingWords.of(statement.sql());
        return words.isEmpty() || VERBS.contains(words.get(0));
    }

    /** The objects that they may have defined anew. */
    public ObjectScope objects() {
        ObjectScope objects = tooMany ? ObjectScope.EVERYTHING : ObjectScope.NOTHING;
        for (Logged.Statement statement : statements) {
            objects = objects.and(Defined.by(statement.schema(), statement.text()));
        }
        return objects;
    }

    /** What a statement may be about. */
    public enum Subject {
        ACCOUNT("user|role|grant|revoke|password|statement"),
        EVENT("event|database|schema|statement"),
        DATABASE("database|schema|statement");

        private final Pattern word;

        Subject(String words) {
            this.word = Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE);
        }
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
