package dev.evenkeel.replication;

import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what a logged statement may have done. Only what is known is believed harmless; everything else may have changed
 * anything, since the triggers and functions of a logged statement write elsewhere, unlogged.
 */
final class StatementReader {
    private static final Pattern TOKEN = Pattern.compile(
            "`((?:[^`]|``)*)`|'(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"\\\\]|\"\"|\\\\.)*\"|[\\w$\\x{80}-\\x{10ffff}]+|\\S",
            Pattern.DOTALL);
    private static final Pattern COMMENT =
            Pattern.compile("/\\*(?!M?!).*?\\*/|(?m:(?:^|\\s)(?:-- |#).*$)", Pattern.DOTALL);

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

    private final List<String> tokens = new ArrayList<>();
    private final List<Boolean> quoted = new ArrayList<>();
    private final String schema;
    private int at;

    private StatementReader(String schema, String sql) {
        this.schema = schema;
        String plain = COMMENT.matcher(sql).replaceAll(" ").replaceAll("/\\*M?!\\d*|\\*/", " ");
        Matcher matcher = TOKEN.matcher(plain);
        while (matcher.find()) {
            boolean name = matcher.group(1) != null;
            tokens.add(name ? matcher.group(1).replace("``", "`") : matcher.group());
            quoted.add(name);
        }
    }

    static Meaning read(String schema, String sql) {
        return new StatementReader(schema, sql).meaning();
    }

    private Meaning meaning() {
        String verb = word();
        at++;
        if (HARMLESS.contains(verb)) {
            return new Meaning.Nothing();
        }
        return switch (verb) {
            // ANALYZE UPDATE updates.
            case "analyze" ->
                Set.of("table", "tables", "local", "no_write_to_binlog").contains(word())
                        ? new Meaning.Nothing()
                        : new Meaning.Anything();
            case "rollback" -> new Meaning.Undone();
            case "set" -> word().equals("statement") ? new Meaning.Anything() : new Meaning.Nothing();
            case "create", "alter", "drop" -> definition(verb);
            case "truncate" -> names(word().equals("table") ? 1 : 0, false);
            case "rename" -> word().equals("user") ? new Meaning.Nothing() : afterTable(true);
            case "optimize", "repair" -> afterTable(false);
            case "insert", "replace", "update", "delete" ->
                bookkeeping() ? new Meaning.Nothing() : new Meaning.Anything();
            default -> new Meaning.Anything();
        };
    }

    private Meaning definition(String verb) {
        for (int i = 0; i < 30 && at < tokens.size(); i++, at++) {
            if (quoted.get(at) || tokens.get(at).startsWith("'")) {
                continue;
            }
            if (PROGRAMS.contains(word())) {
                boolean rows = verb.equals("drop") && (word().equals("database") || word().equals("schema"));
                return rows ? new Meaning.Anything() : new Meaning.Nothing();
            }
            if (OBJECTS.contains(word())) {
                return object(verb);
            }
        }
        return new Meaning.Anything();
    }

    private Meaning object(String verb) {
        String kind = word();
        at++;
        if (has("select") || has("exchange") || kind.equals("tablespace")) {
            return new Meaning.Anything();
        }
        if (kind.equals("index")) {
            while (at < tokens.size() && !(word().equals("on") && !quoted.get(at))) {
                at++;
            }
            at++;
        }
        Meaning named = names(0, verb.equals("drop") && !kind.equals("index"));
        return verb.equals("alter") && named instanceof Meaning.Tables tables ? withNewName(tables) : named;
    }

    /** ALTER TABLE … RENAME [TO|AS|=] name, among whatever else it does. */
    private Meaning withNewName(Meaning.Tables altered) {
        List<TableName> names = new ArrayList<>(altered.names());
        while (at < tokens.size()) {
            boolean renames = !quoted.get(at) && word().equals("rename");
            at++;
            if (!renames || !quotedHere() && Set.of("column", "index", "key").contains(word())) {
                continue;
            }
            if (!quotedHere() && Set.of("to", "as", "=").contains(word())) {
                at++;
            }
            if (at >= tokens.size() || !isName()) {
                return new Meaning.Anything();
            }
            names.add(name());
        }
        return new Meaning.Tables(names);
    }

    private boolean quotedHere() {
        return at < tokens.size() && quoted.get(at);
    }

    private Meaning afterTable(boolean renamed) {
        while (at < tokens.size() && !word().startsWith("table")) {
            at++;
        }
        at++;
        return names(0, true, renamed);
    }

    private Meaning names(int skip, boolean several) {
        return names(skip, several, false);
    }

    /** Reads a name, or a list of them. */
    private Meaning names(int skip, boolean several, boolean renamed) {
        at += skip;
        List<TableName> names = new ArrayList<>();
        do {
            while (at < tokens.size()
                    && !quoted.get(at)
                    && Set.of("if", "not", "exists").contains(word())) {
                at++;
            }
            if (at >= tokens.size() || !isName()) {
                return new Meaning.Anything();
            }
            names.add(name());
            if (renamed && !quotedHere() && !next("nowait") && next("wait")) {
                at++;
            }
        } while (several && next(",") || renamed && next("to"));
        if (renamed && at < tokens.size() && !word().equals(";")) {
            return new Meaning.Anything();
        }
        return new Meaning.Tables(names);
    }

    private boolean next(String expected) {
        if (word().equals(expected)) {
            at++;
            return true;
        }
        return false;
    }

    private TableName name() {
        String first = tokens.get(at++);
        if (word().equals(".") && at + 1 < tokens.size()) {
            at++;
            return new TableName(first, tokens.get(at++));
        }
        return new TableName(schema, first);
    }

    private boolean isName() {
        return quoted.get(at) || tokens.get(at).matches("[\\w$\\x{80}-\\x{10ffff}]+");
    }

    /** A write to mysql.rds_… alone that calls nothing. */
    private boolean bookkeeping() {
        while (at < tokens.size()
                && !quoted.get(at)
                && Set.of("into", "from", "ignore", "low_priority", "delayed").contains(word())) {
            at++;
        }
        if (at >= tokens.size() || !isName()) {
            return false;
        }
        TableName name = name();
        if (!name.schema().equalsIgnoreCase("mysql") || has("select")) {
            return false;
        }
        for (int i = at; i + 1 < tokens.size(); i++) {
            boolean called = tokens.get(i + 1).equals("(")
                    && Character.isLetter(tokens.get(i).charAt(0));
            if (called && !OWN_FUNCTIONS.contains(tokens.get(i).toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        // UPDATE mysql.a, shop.b
        return !word().equals(",") && !has("join") && !has("using");
    }

    private boolean has(String expected) {
        for (int i = 0; i < tokens.size(); i++) {
            if (!quoted.get(i) && tokens.get(i).equalsIgnoreCase(expected)) {
                return true;
            }
        }
        return false;
    }

    private String word() {
        return at < tokens.size() ? tokens.get(at).toLowerCase(Locale.ROOT) : "";
    }
}
