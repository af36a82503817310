package dev.evenkeel.bench;

import dev.evenkeel.transfer.LoadOptions;
import java.util.Map;
import java.util.TreeMap;

/** What the benchmark was told, as words of the form {@code rows=1000000}. */
final class Settings {
    private final Map<String, Long> values = new TreeMap<>();

    private Settings() {
        LoadOptions usual = LoadOptions.copy();
        values.put("rows", 1_000_000L);
        values.put("rounds", 3L);
        values.put("connections", (long) usual.connections());
        values.put("transactionBytes", usual.transactionBytes());
        values.put("deferIndexBytes", usual.deferIndexBytes());
        values.put("only", 0L);
    }

    static Settings parse(String... words) {
        Settings settings = new Settings();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (parts.length != 2 || !settings.values.containsKey(parts[0]) || !parts[1].matches("\\d+")) {
                throw new IllegalArgumentException(
                        "'" + word + "' is not one of " + String.join("=N, ", settings.values.keySet()) + "=N");
            }
            settings.values.put(parts[0], Long.parseLong(parts[1]));
        }
        return settings;
    }

    long rows() {
        return values.get("rows");
    }

    long rounds() {
        return values.get("rounds");
    }

    /** Ours alone, for tuning. */
    boolean oursAlone() {
        return values.get("only") == 1;
    }

    LoadOptions load() {
        LoadOptions usual = LoadOptions.copy();
        return new LoadOptions(
                Math.toIntExact(values.get("connections")),
                values.get("transactionBytes"),
                usual.keepDefiners(),
                usual.holdTriggers(),
                values.get("deferIndexBytes"));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
