package dev.evenkeel.parity;

import dev.evenkeel.parity.RandomLiveTable.KeyPart;
import dev.evenkeel.parity.RandomLiveTable.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of random keys, some of them tied by foreign keys. */
final class RandomLiveSchema {
    private static final List<String> RULES = List.of("CASCADE", "CASCADE", "CASCADE", "SET NULL", "RESTRICT");

    private final Random random;
    private final List<RandomLiveTable> tables = new ArrayList<>();

    private RandomLiveSchema(Random random) {
        this.random = random;
    }

    static List<RandomLiveTable> of(Random random) {
        RandomLiveSchema schema = new RandomLiveSchema(random);
        int parents = 1 + random.nextInt(3);
        for (int i = 0; i < parents; i++) {
            RandomLiveTable parent = schema.table("t" + i);
            schema.tables.add(parent);
            if (parent.create().endsWith("InnoDB") && parent.keyed() && random.nextInt(3) > 0) {
                schema.referring(parent, 1 + random.nextInt(2));
            }
        }
        return List.copyOf(schema.tables);
    }

    private RandomLiveTable table(String name) {
        int kind = random.nextInt(10);
        boolean counted = kind == 0;
        boolean keyed = counted || kind > 1;
        List<KeyPart> key = counted
                ? List.of(new KeyPart("k0", new Type("INT AUTO_INCREMENT", n -> "" + (n + 1))))
                : keyParts(random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1);
        String engine = random.nextInt(8) == 0 ? "MyISAM" : "InnoDB";
        String create = "CREATE TABLE " + LivePair.DATABASE + "." + name + " (at DATETIME(" + random.nextInt(7)
                + ") NULL, " + columns(key, " NOT NULL") + "n INT NOT NULL DEFAULT 0, span TIME(" + random.nextInt(7)
                + ") NULL DEFAULT '-1:02:03.4', note VARCHAR(40) NULL, bits FLOAT NULL DEFAULT 0.1"
                + (keyed ? ", PRIMARY KEY (" + names(key) + ")" : "") + ") ENGINE=" + engine;
        return new RandomLiveTable(name, key, keyed, counted, domain(), create, List.of());
    }

    private int domain() {
        return random.nextInt(4) == 0 ? 3_500 : 10 + random.nextInt(60);
    }

    private List<KeyPart> keyParts(int count) {
        List<Type> types = RandomLiveTable.types(random.nextInt(7));
        return IntStream.range(0, count)
                .mapToObj(i -> new KeyPart("k" + i, types.get(random.nextInt(types.size()))))
                .toList();
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
        String constraint = "FOREIGN KEY (" + names(references) + ") REFERENCES " + parent.quoted() + " ("
                + names(parent.key()) + ") ON DELETE " + onDelete + " ON UPDATE " + onUpdate;
        boolean late = random.nextInt(4) == 0;
        String name = parent.name() + "c";
        String create = "CREATE TABLE " + LivePair.DATABASE + "." + name + " (at DATETIME(" + random.nextInt(7)
                + ") NULL, " + columns(references, own ? " NULL" : " NOT NULL") + (own ? columns(key, " NOT NULL") : "")
                + "n INT NOT NULL DEFAULT 0, note VARCHAR(40) NULL, PRIMARY KEY (" + names(key) + ")"
                + (late ? "" : ", " + constraint) + ") ENGINE=InnoDB";
        List<KeyPart> all = new ArrayList<>(key);
        if (own) {
            all.addAll(references);
        }
        RandomLiveTable child = new RandomLiveTable(
                name,
                all,
                true,
                false,
                parent.domain(),
                create,
                late ? List.of("ALTER TABLE " + LivePair.DATABASE + "." + name + " ADD " + constraint) : List.of());
        tables.add(child);
        if (depth > 1) {
            referring(new RandomLiveTable(name, key, true, false, child.domain(), create, List.of()), depth - 1);
        }
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
