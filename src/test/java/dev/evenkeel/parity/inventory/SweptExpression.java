package dev.evenkeel.parity.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression in every place where a definition may hold one: a table that computes a column by it, has it as a default
 * and checks it, as far as the server takes that, and a view that selects it.
 *
 * @param name of the table; the view is called the same with a v after it
 */
record SweptExpression(String name, String type, String text, String neighbour) {
    private static final Path FILE = Path.of("src/test/resources/dev/evenkeel/parity/expressions.txt");

    private static final String COLUMNS = "a INT, b INT, n BIGINT UNSIGNED, x DECIMAL(10,2), f DOUBLE, s VARCHAR(50),"
            + " u VARCHAR(50) CHARACTER SET latin1, k VARBINARY(20), d DATE, m DATETIME(3), t TIME, e ENUM('x','y')";

    static List<SweptExpression> all() {
        try {
            List<SweptExpression> all = new ArrayList<>();
            for (String line : Files.readAllLines(FILE)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" ~~ ", -1);
                    all.add(new SweptExpression("e%03d".formatted(all.size()), parts[0], parts[1], parts[2]));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ways to create the table, the one that says most first; a server takes the first that it can.
     *
     * @param everywhere the server has defaults and checks that compute
     */
    List<String> tables(String expression, boolean everywhere) {
        String computed = ", g " + type + " AS (" + expression + ") ";
        // A text is written down in one way for both: half of them each.
        boolean even = Integer.parseInt(name.substring(1)) % 2 == 0;
        List<String> kinds = even ? List.of("VIRTUAL", "PERSISTENT") : List.of("PERSISTENT", "VIRTUAL");
        String value = ", h " + type + " DEFAULT (" + expression + ")";
        String check = ", CONSTRAINT c CHECK (" + expression + ")";
        List<String> ways = new ArrayList<>();
        for (String more : everywhere ? List.of(value + check, value, check, "") : List.of("")) {
            kinds.forEach(kind -> ways.add(computed + kind + more));
        }
        if (everywhere) {
            ways.addAll(List.of(value + check, value, check));
        }
        return ways.stream()
                .map(way -> "CREATE TABLE sweep." + name + " (" + COLUMNS + way
                        + ") ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4")
                .toList();
    }

    String view(String expression) {
        return "CREATE OR REPLACE VIEW sweep." + name + "v AS SELECT " + expression + " AS g FROM sweep.base";
    }

    static String base() {
        return "CREATE TABLE sweep.base (" + COLUMNS + ") ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4";
    }
}
