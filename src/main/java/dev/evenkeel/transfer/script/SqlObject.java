package dev.evenkeel.transfer.script;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement is about, as far as its first words tell.
 *
 * @param kind table, view, procedure, function, trigger, event, sequence, package, database or account
 * @param schema that it names
 * @param name empty where it names none, as in {@code ALTER DATABASE CHARACTER SET utf8}
 */
public record SqlObject(String kind, Optional<String> schema, String name) {
    private static final int SHOWN = 400;

    private static final Set<String> KINDS = Set.of(
            "TABLE",
            "VIEW",
            "PROCEDURE",
            "FUNCTION",
            "TRIGGER",
            "EVENT",
            "SEQUENCE",
            "PACKAGE",
            "DATABASE",
            "SCHEMA",
            "INDEX",
            "USER",
            "ROLE",
            "TABLES");
    private static final Set<String> BEFORE_NAME =
            Set.of("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE", "INTO", "FROM", "ONLY");
    /** An ALTER DATABASE that continues so is about the database that is chosen. */
    private static final Set<String> OPTIONS = Set.of("CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "COMMENT", "READ");

    public static Optional<SqlObject> of(DumpStatement statement) {
        ByteWords words = statement.words();
        if (!words.next() || words.quoted()) {
            return Optional.empty();
        }
        return switch (words.upper()) {
            case "INSERT", "REPLACE", "UPDATE", "DELETE" -> rows(words);
            case "TRUNCATE" -> {
                words.take("TABLE");
                yield named("table", words);
            }
            case "CREATE", "ALTER", "DROP", "RENAME", "ANALYZE", "OPTIMIZE", "REPAIR", "CHECK" -> object(words);
            case "LOAD" -> after("TABLE", "table", words);
            case "LOCK" -> words.take("TABLES") || words.take("TABLE") ? named("table", words) : Optional.empty();
            case "CALL" -> named("procedure", words);
            case "GRANT", "REVOKE" -> Optional.of(new SqlObject("account", Optional.empty(), ""));
            case "SET" ->
                words.take("PASSWORD") || (words.take("DEFAULT") && words.take("ROLE"))
                        ? Optional.of(new SqlObject("account", Optional.empty(), ""))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    public boolean isAccount() {
        return kind.equals("account");
    }

    public boolean isDatabase() {
        return kind.equals("database");
    }

    /** {@code table shop.orders}, with the chosen database where the statement names none. */
    public String described(Optional<String> database) {
        if (name.isEmpty()) {
            return isDatabase() && database.isPresent() ? kind + " " + ShownStatement.visible(database.get()) : kind;
        }
        String in = isDatabase() || isAccount()
                ? ""
                : schema.or(() -> database).map(one -> one + ".").orElse("");
        String whole = in + name;
        // A damaged file may name something without an end.
        return kind + " " + ShownStatement.visible(whole.length() <= SHOWN ? whole : whole.substring(0, SHOWN) + " …");
    }

    private static Optional<SqlObject> rows(ByteWords words) {
        int before = words.position();
        while (words.next() && !words.quoted() && BEFORE_NAME.contains(words.upper())) {
            before = words.position();
        }
        words.position(before);
        return named("table", words);
    }

    private static Optional<SqlObject> object(ByteWords words) {
        while (words.next()) {
            if (words.quoted()) {
                return Optional.empty();
            }
            if (words.is("DEFINER") && words.take("=")) {
                Definers.skipAccount(words);
            } else if (KINDS.contains(words.upper())) {
                return ofKind(words.upper(), words);
            }
        }
        return Optional.empty();
    }

    private static Optional<SqlObject> ofKind(String word, ByteWords words) {
        words.take("BODY");
        if (words.take("IF")) {
            words.take("NOT");
            words.take("EXISTS");
        }
        return switch (word) {
            case "TABLES" -> named("table", words);
            case "INDEX" -> after("ON", "table", words);
            case "USER", "ROLE" ->
                named("account", words).map(found -> new SqlObject("account", Optional.empty(), found.name));
            case "DATABASE", "SCHEMA" -> {
                int before = words.position();
                boolean chosen = !words.next() || (!words.quoted() && OPTIONS.contains(words.upper()));
                words.position(before);
                yield chosen
                        ? Optional.of(new SqlObject("database", Optional.empty(), ""))
                        : named("database", words)
                                .map(found -> new SqlObject("database", Optional.empty(), found.name));
            }
            case "TRIGGER" -> trigger(words);
            default -> named(word.toLowerCase(Locale.ROOT), words);
        };
    }

    /** One that names no database may name it with its table. */
    private static Optional<SqlObject> trigger(ByteWords words) {
        Optional<SqlObject> trigger = named("trigger", words);
        if (trigger.isPresent() && trigger.get().schema.isEmpty()) {
            return trigger.map(found ->
                    new SqlObject("trigger", after("ON", "table", words).flatMap(SqlObject::schema), found.name));
        }
        return trigger;
    }

    private static Optional<SqlObject> after(String word, String kind, ByteWords words) {
        while (words.next()) {
            if (words.is(word)) {
                return named(kind, words);
            }
        }
        return Optional.empty();
    }

    private static Optional<SqlObject> named(String kind, ByteWords words) {
        if (!words.next()) {
            return Optional.empty();
        }
        String first = words.name();
        return words.take(".") && words.next()
                ? Optional.of(new SqlObject(kind, Optional.of(first), words.name()))
                : Optional.of(new SqlObject(kind, Optional.empty(), first));
    }
}
