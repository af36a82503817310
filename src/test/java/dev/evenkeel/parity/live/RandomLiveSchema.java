package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.parity.live.RandomLiveTable.KeyPart;
import dev.evenkeel.parity.live.RandomLiveTable.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of random keys, some of them tied by foreign keys. */
final class RandomLiveSchema {
    private static final List<String> RULES =
            List.of("CASCADE", "CASCADE", "CASCADE", "SET NULL", "RESTRICT", "NO ACTION");

    private static final List<String> ODD = List.of(
            "a/*b*/%d",
            "t`%d",
            "it's %d",
            "\"%d\"",
            "mysql.old%d",
            "T -- %d",
            "T%d",
            "t.%d",
            "\u00fcb\u00e9r%d",
            "%d#",
            "select%d");

    private final Random random;
    private final boolean modern;
    private final List<RandomLiveTable> tables = new ArrayList<>();

    private RandomLiveSchema(Random random, boolean modern) {
        this.random = random;
        this.modern = modern;
    }

    /** @param modern whether both servers have what came after 10.7 */
    static List<RandomLiveTable> of(Random random, boolean modern) {
        RandomLiveSchema schema = new RandomLiveSchema(random, modern);
        int parents = 1 + random.nextInt(3);
        for (int i = 0; i < parents; i++) {
            RandomLiveTable parent = schema.table(schema.name(i), i);
            schema.tables.add(parent);
            if (parent.create().endsWith("InnoDB")
                    && parent.create().contains("PRIMARY KEY")
                    && parent.keyed()
                    && random.nextInt(3) > 0) {
                schema.referring(parent, 1 + random.nextInt(2));
            }
        }
        return List.copyOf(schema.tables);
    }

    private String name(int i) {
        return random.nextInt(3) == 0 ? ODD.get(random.nextInt(ODD.size())).formatted(i) : "t" + i;
    }

    private RandomLiveTable table(String name, int group) {
        String schema = random.nextInt(6) == 0 ? "mysql.old" : LivePair.DATABASE;
        int kind = random.nextInt(10);
        boolean counted = kind == 0;
        boolean keyed = counted || kind > 1;
        List<KeyPart> key = counted
                ? List.of(new KeyPart("k0", new Type("INT AUTO_INCREMENT", n -> "" + (n + 1))))
                : keyParts(random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1);
        String engine = random.nextInt(8) == 0 ? "MyISAM" : "InnoDB";
        boolean unique = !keyed && random.nextBoolean();
        String create = "CREATE TABLE " + RandomLiveTable.quoted(schema, name) + " (at DATETIME(" + random.nextInt(7)
                + ") NULL, " + columns(key, " NOT NULL") + more() + "n INT NOT NULL DEFAULT 0, span TIME("
                + random.nextInt(7)
                + ") NULL DEFAULT '-1:02:03.4', note VARCHAR(40) NULL, bits FLOAT NULL DEFAULT 0.1"
                + (keyed ? ", PRIMARY KEY (" + names(key) + ")" : unique ? ", UNIQUE KEY (" + names(key) + ")" : "")
                + ") ENGINE=" + engine;
        return new RandomLiveTable(schema, name, group, key, keyed || unique, counted, domain(), create, List.of());
    }

    /** Columns that no writer needs to name. */
    private String more() {
        List<String> more = new ArrayList<>(List.of(
                "d DOUBLE(10,4) NULL DEFAULT 1.2345",
                "big MEDIUMBLOB NULL",
                "twice BIGINT AS (n * 2) PERSISTENT",
                "shown BIGINT AS (n * 3) VIRTUAL",
                "y YEAR NULL DEFAULT 1999",
                "e ENUM('', 'a', 'b') NULL DEFAULT ''",
                "latin CHAR(20) CHARACTER SET latin1 NULL DEFAULT 'x '",
                "s BIT(9) NOT NULL DEFAULT 257"));
        if (modern) {
            more.addAll(List.of(
                    "packed TEXT COMPRESSED NULL", "unseen INT INVISIBLE DEFAULT 7", "doc JSON NULL", "u UUID NULL"));
        }
        return random.nextInt(3) > 0
                ? ""
                : random.ints(2, 0, more.size()).distinct().mapToObj(more::get).collect(Collectors.joining(", "))
                        + ", ";
    }

    private int domain() {
        return random.nextInt(4) == 0 ? 3_500 : 10 + random.nextInt(60);
    }

    private List<KeyPart> keyParts(int count) {
        List<Type> types = new ArrayList<>(RandomLiveTable.types(random.nextInt(7)));
        if (modern) {
            types.addAll(RandomLiveTable.modernTypes());
        }
        // A key of MyISAM has room for one long column.
        List<Type> shorter = types.stream()
                .filter(type -> !type.sql().matches("VARCHAR\\((700|190)\\).*"))
                .toList();
        return IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? types : shorter)
                .map(from -> from.get(random.nextInt(from.size())))
                .collect(
                        ArrayList<KeyPart>::new,
                        (parts, type) -> parts.add(new KeyPart("k" + parts.size(), type)),
                        ArrayList::addAll);
    }

    /** A table of rows that a foreign key takes along, and perhaps another one behind it. */
    private void referring(RandomLiveTable parent, int depth) {
        boolean own = random.nextBoolean();
        List<KeyPart> references = IntStream.range(0, parent.key().size())
                .mapToObj(i -> new KeyPart("r" + i, plain(parent.key().get(i).type())))
                .toList();
        List<KeyPart> key = new ArrayList<>();
        if (own) {
            key.add(new KeyPart("k0", new Type("INT", n -> "" + n)));
        } else {
            key.addAll(references);
        }
        String onDelete = rule(own);
        String onUpdate = rule(own);
        boolean shouted = random.nextInt(3) == 0;
        String constraint =
                (random.nextBoolean() ? "" : "CONSTRAINT " + Quoting.identifier(parent.name() + "_" + depth) + " ")
                        + "FOREIGN KEY (" + cased(shouted, names(references)) + ") REFERENCES " + parent.quoted() + " ("
                        + cased(shouted, names(parent.key())) + ") ON DELETE " + onDelete + " ON UPDATE " + onUpdate;
        boolean late = random.nextInt(4) == 0;
        String name = parent.name() + "c";
        String quoted = RandomLiveTable.quoted(parent.schema(), name);
        String create = "CREATE TABLE " + quoted + " (at DATETIME(" + random.nextInt(7)
                + ") NULL, " + columns(references, own ? " NULL" : " NOT NULL") + (own ? columns(key, " NOT NULL") : "")
                + "n INT NOT NULL DEFAULT 0, note VARCHAR(40) NULL, PRIMARY KEY (" + names(key) + ")"
                + (late ? "" : ", " + constraint) + ") ENGINE=InnoDB";
        List<KeyPart> all = new ArrayList<>(key);
        if (own) {
            all.addAll(references);
        }
        RandomLiveTable child = new RandomLiveTable(
                parent.schema(),
                name,
                parent.group(),
                all,
                true,
                false,
                parent.domain(),
                create,
                late ? List.of("ALTER TABLE " + quoted + " ADD " + constraint) : List.of());
        tables.add(child);
        if (depth > 1) {
            referring(
                    new RandomLiveTable(
                            parent.schema(), name, parent.group(), key, true, false, child.domain(), create, List.of()),
                    depth - 1);
        }
    }

    /** As a server takes them: it compares names of columns without regard to letters. */
    private static String cased(boolean shouted, String names) {
        return shouted ? names.toUpperCase(java.util.Locale.ROOT) : names;
    }

    private String rule(boolean nullable) {
        String rule = RULES.get(random.nextInt(RULES.size()));
        return rule.equals("SET NULL") && !nullable ? "CASCADE" : rule;
    }

    private static Type plain(Type type) {
        return new Type(type.sql().replace(" AUTO_INCREMENT", ""), type.value(), type.other());
    }

    private static String columns(List<KeyPart> parts, String nullable) {
        return parts.stream()
                .map(part -> part.column() + " " + part.type().sql() + nullable
                        + (part.type().sql().startsWith("TIMESTAMP")
                                ? nullable.equals(" NULL") ? " DEFAULT NULL" : " DEFAULT '2000-01-01'"
                                : "")
                        + ", ")
                .collect(Collectors.joining());
    }

    private static String names(List<KeyPart> parts) {
        return parts.stream().map(KeyPart::column).collect(Collectors.joining(", "));
    }
}
