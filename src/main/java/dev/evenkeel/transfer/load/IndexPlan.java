package dev.evenkeel.transfer.load;

import dev.evenkeel.transfer.script.ByteWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which indexes of a table can be built after its rows.
 *
 * @param definition what SHOW CREATE TABLE answered before
 * @param names of the indexes
 * @param indexes as that answer writes them, for example {@code KEY `item` (`item`)}
 */
record IndexPlan(String definition, List<String> names, List<String> indexes) {
    private static final Pattern COUNTER = Pattern.compile("(?m)^(\\) ENGINE=\\S+)( AUTO_INCREMENT=\\d+)");

    IndexPlan {
        names = List.copyOf(names);
        indexes = List.copyOf(indexes);
    }

    /** @param referenced columns of this table that foreign keys of others name */
    static IndexPlan of(String definition, List<String> referenced) {
        List<String> names = new ArrayList<>();
        List<String> indexes = new ArrayList<>();
        if (!definition.contains("\n) ENGINE=InnoDB")) {
            return new IndexPlan(definition, names, indexes);
        }
        List<String> lines = definition.lines().map(IndexPlan::bare).toList();
        Set<String> needed = new HashSet<>(referenced);
        for (String line : lines) {
            if (line.startsWith("CONSTRAINT ") && line.contains(" FOREIGN KEY ")) {
                needed.addAll(names(line.substring(line.indexOf(" FOREIGN KEY "), line.indexOf(" REFERENCES "))));
            } else if (line.startsWith("`") && line.contains(" AUTO_INCREMENT")) {
                needed.addAll(names(line).subList(0, 1));
            }
        }
        for (String line : lines) {
            if (line.startsWith("KEY `")) {
                List<String> parts = names(line);
                if (parts.subList(1, parts.size()).stream().anyMatch(needed::contains)) {
                    // Added indexes come last: what is before one that stays would change places with it.
                    names.clear();
                    indexes.clear();
                } else {
                    names.add(parts.get(0));
                    indexes.add(line);
                }
            } else if (line.startsWith("SPATIAL KEY ")) {
                names.clear();
                indexes.clear();
            }
        }
        return new IndexPlan(definition, names, indexes);
    }

    /** The definition without the counter, which the rows move. */
    static String withoutCounter(String definition) {
        return COUNTER.matcher(definition).replaceAll("$1");
    }

    private static String bare(String line) {
        String text = line.strip();
        return text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    }

    /** Every name in backticks. */
    private static List<String> names(String line) {
        List<String> names = new ArrayList<>();
        ByteWords words = new ByteWords(line.getBytes(StandardCharsets.UTF_8));
        while (words.next()) {
            if (words.inBackticks()) {
                names.add(words.name());
            }
        }
        return names;
    }
}
