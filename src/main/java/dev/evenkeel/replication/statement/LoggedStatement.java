package dev.evenkeel.replication.statement;

import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what a logged statement may have done. Only what is known is believed harmless; everything else may have changed
 * anything, since the triggers and functions of a logged statement write elsewhere, unlogged.
 */
public final class LoggedStatement {
    private static final Set<String> HARMLESS = Set.of(
            "begin",
            "commit",
            "savepoint",
            "release",
            "start",
            "flush",
            "grant",
            "revoke",
            "use",
            "lock",
            "unlock",
            "reset",
            "purge");
    private static final Set<String> PROGRAMS = Set.of(
            "user",
            "role",
            "view",
            "trigger",
            "procedure",
            "function",
            "event",
            "server",
            "package",
            "database",
            "schema");
    private static final Set<String> OBJECTS = Set.of("table", "index", "sequence", "tablespace");
    /** What RDS and the server keep for themselves may be counted and dated, and nothing else. */
    private static final Set<String> OWN_FUNCTIONS =
            Set.of("values", "value", "unix_timestamp", "now", "current_timestamp");

    private static final Pattern BARE_NAME = Pattern.compile("[\\w$\\x{80}-\\x{10ffff}]+");
    /** A name in which nothing can be taken for something else. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_$-]+");

    /** A comment that some servers take for SQL, by their version. */
    private static final Pattern CONDITIONAL = Pattern.compile("/\\*M?!(\\d{5,6})");
    /** Versions that no MariaDB has, or none that is known here. */
    private static final int NOT_MARIADB = 50_700;

    private static final int MARIADB = 100_000;
    private static final int UNKNOWN = 120_000;

    private final List<Token> tokens;
    private final String schema;
    private final boolean certain;
    private final boolean conditional;
    private final Set<TableName> made = new HashSet<>();
    private int at;

    private LoggedStatement(String schema, StatementText text) {
        this.schema = schema;
        this.certain = text.namesAreCertain();
        this.tokens = SqlTokens.of(text.sql(), text.mode());
        this.conditional = CONDITIONAL
                .matcher(text.sql())
                .results()
                .mapToInt(comment -> Integer.parseInt(comment.group(1)))
                .anyMatch(version -> version >= NOT_MARIADB && version < MARIADB || version >= UNKNOWN);
    }

    /** For a statement of which no more is known: quotes and escapes are certain only where there are none to mistake. */
    public static Meaning read(String schema, String sql) {
        boolean plain = sql.indexOf('"') < 0 && sql.indexOf('\\') < 0;
        return read(schema, new StatementText(sql, plain, SqlTokens.Mode.USUAL));
    }

    public static Meaning read(String schema, StatementText text) {
        return new LoggedStatement(schema, text).meaning();
    }

    private Meaning meaning() {
        String verb = word();
        at++;
        if (HARMLESS.contains(verb)) {
            return verb.equals("begin") && word().equals("not") ? new Meaning.Anything() : new Meaning.Nothing();
        }
        if (conditional) {
            return new Meaning.Anything();
        }
        return switch (verb) {
            // ANALYZE UPDATE updates.
            case "analyze" ->
                Set.of("table", "tables", "local", "no_write_to_binlog").contains(word())
                        ? new Meaning.Nothing()
                        : new Meaning.Anything();
            case "rollback" -> new Meaning.Undone();
            case "xa" -> XaStatement.read(tokens.subList(at, tokens.size()));
            case "set" -> word().equals("statement") ? new Meaning.Anything() : new Meaning.Nothing();
            case "create", "alter", "drop" -> definition(verb);
            case "truncate" -> {
                next("table");
                yield ended(names(false, false), Set.of("wait", "nowait"));
            }
            case "rename" -> word().equals("user") ? new Meaning.Nothing() : renamed();
            case "optimize", "repair" -> afterTable();
            case "insert", "replace", "update", "delete" ->
                certain && bookkeeping(verb) ? new Meaning.Nothing() : new Meaning.Anything();
            default -> new Meaning.Anything();
        };
    }

    private Meaning definition(String verb) {
        boolean temporary = false;
        boolean replaces = false;
        for (int i = 0; i < 30 && at < tokens.size(); i++, at++) {
            temporary |= word().equals("temporary");
            replaces |= word().equals("replace");
            if (PROGRAMS.contains(word())) {
                boolean database = word().equals("database") || word().equals("schema");
                // It takes the tables with it, and an upgrade gives it another name.
                boolean rows = database && (verb.equals("drop") || replaces || has("upgrade"));
                return rows ? new Meaning.Anything() : new Meaning.Nothing();
            }
            if (OBJECTS.contains(word())) {
                boolean hidden = temporary && !verb.equals("alter") && !has("select");
                return hidden ? new Meaning.Nothing() : object(verb);
            }
        }
        return new Meaning.Anything();
    }

    private Meaning object(String verb) {
        String kind = word();
        at++;
        if (has("select") || has("exchange") || kind.equals("tablespace") || convertsPartition()) {
            return new Meaning.Anything();
        }
        if (kind.equals("index")) {
            while (at < tokens.size() && !word().equals("on")) {
                at++;
            }
            at++;
            return names(false, false);
        }
        Meaning named = names(verb.equals("drop"), verb.equals("create") || kind.equals("sequence"));
        return switch (verb) {
            case "drop" -> ended(named, Set.of("restrict", "cascade", "wait", "nowait"));
            case "alter" -> named instanceof Meaning.Tables tables ? withNewName(tables) : named;
            default -> named;
        };
    }

    /** ALTER TABLE … CONVERT PARTITION p TO TABLE other, and back. */
    private boolean convertsPartition() {
        for (int i = at; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("convert")
                    && (tokens.get(i + 1).is("partition") || tokens.get(i + 1).is("table"))) {
                return true;
            }
        }
        return false;
    }

    /** ALTER TABLE … RENAME [TO|AS|=] name, among whatever else it does. */
    private Meaning withNewName(Meaning.Tables altered) {
        List<TableName> names = new ArrayList<>(altered.names());
        while (at < tokens.size()) {
            boolean renames = word().equals("rename");
            at++;
            if (!renames || Set.of("column", "index", "key").contains(word())) {
                continue;
            }
            if (Set.of("to", "as", "=").contains(word())) {
                at++;
            }
            if (!isName()) {
                return new Meaning.Anything();
            }
            names.add(name());
            made.add(names.get(names.size() - 1));
        }
        return new Meaning.Tables(names, made);
    }

    private Meaning afterTable() {
        while (at < tokens.size() && !word().startsWith("table")) {
            at++;
        }
        at++;
        return names(true, false);
    }

    private Meaning renamed() {
        while (at < tokens.size() && !word().startsWith("table")) {
            at++;
        }
        at++;
        boolean absent = conditional();
        List<TableName> names = new ArrayList<>();
        do {
            if (!isName()) {
                return new Meaning.Anything();
            }
            names.add(name());
            if (absent
                    && PLAIN_NAME.matcher(names.get(names.size() - 1).table()).matches()) {
                made.add(names.get(names.size() - 1));
            }
            if (!next("nowait") && next("wait")) {
                at++;
            }
            if (!next("to") || !isName()) {
                return new Meaning.Anything();
            }
            names.add(name());
            made.add(names.get(names.size() - 1));
        } while (next(","));
        return ended(new Meaning.Tables(names, made), Set.of());
    }

    /**
     * Reads a name, or a list of them.
     *
     * @param makes the statement need not find what it names
     */
    private Meaning names(boolean several, boolean makes) {
        boolean absent = conditional();
        List<TableName> names = new ArrayList<>();
        do {
            absent |= conditional();
            if (!isName()) {
                return new Meaning.Anything();
            }
            TableName name = name();
            names.add(name);
            if (makes || absent && PLAIN_NAME.matcher(name.table()).matches()) {
                made.add(name);
            }
        } while (several && next(","));
        return new Meaning.Tables(names, made);
    }

    /** IF [NOT] EXISTS. */
    private boolean conditional() {
        if (word().equals("if")
                && at + 1 < tokens.size()
                && (tokens.get(at + 1).is("exists") || tokens.get(at + 1).is("not"))) {
            at += tokens.get(at + 1).is("not") ? 3 : 2;
            return true;
        }
        return false;
    }

    /** What names tables and then says nothing that was not expected: otherwise the names may be others. */
    private Meaning ended(Meaning meaning, Set<String> expected) {
        while (at < tokens.size() && expected.contains(word())) {
            at += word().equals("wait") ? 2 : 1;
        }
        return at >= tokens.size() || word().equals(";") ? meaning : new Meaning.Anything();
    }

    private boolean next(String expected) {
        if (word().equals(expected)) {
            at++;
            return true;
        }
        return false;
    }

    private TableName name() {
        String first = tokens.get(at++).typed();
        if (word().equals(".") && at + 1 < tokens.size()) {
            at++;
            return new TableName(first, tokens.get(at++).typed());
        }
        return new TableName(schema, first);
    }

    private boolean isName() {
        if (at >= tokens.size()) {
            return false;
        }
        Token token = tokens.get(at);
        return token.kind() == Kind.NAME
                || (token.kind() == Kind.WORD || token.kind() == Kind.NUMBER)
                        && BARE_NAME.matcher(token.typed()).matches();
    }

    /** A write to mysql.rds_… alone that calls nothing. */
    private boolean bookkeeping(String verb) {
        while (Set.of("into", "from", "ignore", "low_priority", "delayed").contains(word())) {
            at++;
        }
        if (!isName()) {
            return false;
        }
        TableName name = name();
        // UPDATE mysql.a, shop.b
        boolean alone =
                switch (verb) {
                    case "update" -> word().equals("set");
                    case "delete" -> at >= tokens.size() || word().equals("where") || word().equals(";");
                    default -> Set.of("(", "values", "value", "set").contains(word());
                };
        if (!name.schema().equals("mysql") || !alone || has("select")) {
            return false;
        }
        for (int i = at; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean called = tokens.get(i + 1).is("(") && (token.kind() == Kind.WORD || token.kind() == Kind.NAME);
            if (called && (token.kind() == Kind.NAME || !OWN_FUNCTIONS.contains(token.text()))) {
                return false;
            }
        }
        return true;
    }

    private boolean has(String expected) {
        return tokens.stream().anyMatch(token -> token.kind() == Kind.WORD && token.is(expected));
    }

    /** The word or symbol here; nothing where a name, a text or a number is. */
    private String word() {
        return at < tokens.size()
                        && (tokens.get(at).kind() == Kind.WORD || tokens.get(at).kind() == Kind.SYMBOL)
                ? tokens.get(at).text()
                : "";
    }
}
