package dev.evenkeel.transfer.script;

import java.util.Optional;
import java.util.Set;

/**
 * What a statement asks of the loader.
 *
 * @param role how it is run
 * @param schema of the table it names, where it names one
 * @param name of the table it names, or of the database for USE; empty otherwise
 * @param columns it lists the columns of an INSERT
 * @param firstColumn the first of them
 */
public record StatementKind(Role role, Optional<String> schema, String name, boolean columns, String firstColumn) {
    public enum Role {
        /** Changes the session and nothing else; every connection must follow. */
        SESSION,
        /** SESSION, and autocommit is named. */
        AUTOCOMMIT,
        /** Chooses a database. */
        USE,
        /** Transactions and locks are the loader's own business. */
        DROPPED,
        /** Rows for one table, in any order. */
        ROWS,
        /** Rows for one table, in the order of the file. */
        ORDERED_ROWS,
        /** CREATE TABLE and DROP TABLE: other tables' rows need not be waited for. */
        TABLE,
        /** CREATE TABLE with foreign keys: the tables they refer to must have their indexes. */
        REFERRING_TABLE,
        TRIGGER,
        /** Everything else: waits for all before it. */
        OTHER
    }

    /** Nothing but rows after VALUES. */
    public boolean rows() {
        return role == Role.ROWS || role == Role.ORDERED_ROWS;
    }

    /** A table that was not there, and is no other one's likeness. */
    public static boolean createsAnew(DumpStatement statement) {
        ByteWords words = statement.words();
        return words.take("CREATE") && words.take("TABLE") && words.next() && !words.is("IF");
    }

    public static StatementKind of(DumpStatement statement) {
        ByteWords words = statement.words();
        if (!words.next()) {
            return plain(Role.DROPPED);
        }
        return switch (words.upper()) {
            case "SET" -> set(words, statement);
            case "USE" -> words.next() ? named(Role.USE, words.name()) : plain(Role.OTHER);
            case "LOCK", "UNLOCK" -> plain(words.take("TABLES") || words.take("TABLE") ? Role.DROPPED : Role.OTHER);
            case "COMMIT" -> plain(Role.DROPPED);
            case "BEGIN" -> plain(Role.DROPPED);
            case "START" -> plain(words.take("TRANSACTION") ? Role.DROPPED : Role.OTHER);
            case "ALTER" -> alter(words);
            case "CREATE" -> create(words);
            case "DROP" -> drop(words);
            case "INSERT", "REPLACE" -> rows(words, statement, words.is("REPLACE"));
            default -> plain(Role.OTHER);
        };
    }

    /** Its first word says so; others, CREATE DATABASE among them, change "rows" that are none. */
    public static boolean insertsRows(DumpStatement statement) {
        ByteWords words = statement.words();
        return words.next() && (words.is("INSERT") || words.is("REPLACE"));
    }

    /** Whether it may leave something behind; a SELECT does not. */
    public static boolean changesSomething(DumpStatement statement) {
        ByteWords words = statement.words();
        return words.next()
                && !Set.of("SELECT", "SHOW", "SET", "FLUSH", "DO", "CHECK", "ANALYZE", "DROP")
                        .contains(words.upper());
    }

    private static StatementKind set(ByteWords words, DumpStatement statement) {
        boolean autocommit = false;
        boolean first = true;
        while (words.next()) {
            if (first && (words.is("PASSWORD") || words.is("STATEMENT") || words.is("DEFAULT")) || words.is("GLOBAL")) {
                return plain(Role.OTHER);
            }
            autocommit |= words.is("AUTOCOMMIT");
            first = false;
        }
        if (!autocommit) {
            return plain(Role.SESSION);
        }
        ByteWords again = statement.words();
        again.next();
        boolean alone = again.take("AUTOCOMMIT") && again.take("=") && again.next() && again.atEnd();
        return plain(alone ? Role.DROPPED : Role.AUTOCOMMIT);
    }

    private static StatementKind alter(ByteWords words) {
        if (words.take("TABLE") && words.next()) {
            qualified(words, Role.OTHER);
            if ((words.take("DISABLE") || words.take("ENABLE")) && words.take("KEYS") && words.atEnd()) {
                return plain(Role.DROPPED);
            }
        }
        return plain(Role.OTHER);
    }

    private static StatementKind create(ByteWords words) {
        while (words.next()) {
            if (words.is("TRIGGER")) {
                return plain(Role.TRIGGER);
            } else if (words.is("TABLE") || words.is("VIEW")) {
                return standsAlone(words);
            } else if (words.is("DEFINER")) {
                words.take("=");
                Definers.skipAccount(words);
            } else if (!Definers.isHeader(words)) {
                return plain(Role.OTHER);
            }
        }
        return plain(Role.OTHER);
    }

    /** A table that is made of nothing that other statements fill; a view's stand-in that selects constants. */
    private static StatementKind standsAlone(ByteWords words) {
        boolean view = words.is("VIEW");
        if (words.take("IF")) {
            words.take("NOT");
            words.take("EXISTS");
        }
        if (!words.next()) {
            return plain(Role.OTHER);
        }
        StatementKind kind = qualified(words, Role.TABLE);
        while (words.next()) {
            if (words.is("FROM") || words.is("LIKE") || words.is("UNION") || (words.is("SELECT") && !view)) {
                return plain(Role.OTHER);
            }
            if (words.is("REFERENCES")) {
                kind = new StatementKind(Role.REFERRING_TABLE, kind.schema, kind.name, false, "");
            }
        }
        return kind;
    }

    private static StatementKind drop(ByteWords words) {
        if (!words.take("TABLE") && !words.take("VIEW")) {
            return plain(Role.OTHER);
        }
        if (words.take("IF")) {
            words.take("EXISTS");
        }
        StatementKind kind = words.next() ? qualified(words, Role.TABLE) : plain(Role.OTHER);
        return words.atEnd() ? kind : plain(Role.OTHER);
    }

    private static StatementKind rows(ByteWords words, DumpStatement statement, boolean replace) {
        boolean ordered = replace;
        boolean more = words.next();
        while (more && (words.is("LOW_PRIORITY") || words.is("HIGH_PRIORITY") || words.is("IGNORE"))) {
            ordered |= words.is("IGNORE");
            more = words.next();
        }
        if (more && words.is("INTO")) {
            more = words.next();
        }
        if (!more || words.is("DELAYED")) {
            return plain(Role.OTHER);
        }
        StatementKind table = qualified(words, ordered ? Role.ORDERED_ROWS : Role.ROWS);
        boolean columns = words.take("(");
        String firstColumn = "";
        if (columns) {
            while (words.next() && !words.is(")")) {
                firstColumn = firstColumn.isEmpty() ? words.name() : firstColumn;
            }
        }
        boolean values = words.take("VALUES") || words.take("VALUE");
        // After VALUES nothing but rows: no function, no variable, no ON DUPLICATE KEY.
        if (!values || statement.nested() || statement.variable() || statement.lastWord() >= words.to()) {
            return plain(Role.OTHER);
        }
        return new StatementKind(table.role, table.schema, table.name, columns, firstColumn);
    }

    private static StatementKind qualified(ByteWords words, Role role) {
        String first = words.name();
        if (words.take(".") && words.next()) {
            return new StatementKind(role, Optional.of(first), words.name(), false, "");
        }
        return named(role, first);
    }

    private static StatementKind named(Role role, String name) {
        return new StatementKind(role, Optional.empty(), name, false, "");
    }

    private static StatementKind plain(Role role) {
        return named(role, "");
    }
}
