package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A verification for programs: a JSON object a line for each result as it is reached. docs/verify.md lists them. */
public final class ResultsView implements View {
    private final PrintStream out;

    public ResultsView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void entry(Entry entry) {
        switch (entry.kind()) {
            case RUN_STARTED -> print("start", entry, "runId", "choice");
            case COORDINATES -> print("coordinates", entry, "which", "role", "file", "position", "gtid", "gtidApplied");
            case PARITY_TABLE ->
                print(
                        "table",
                        entry,
                        "schema",
                        "table",
                        "verdict",
                        "rowsSource",
                        "rowsTarget",
                        "chunks",
                        "millis",
                        "bytes",
                        "method",
                        "reason",
                        "differences",
                        "source",
                        "replica",
                        "target");
            case PARITY_OBJECTS -> items("objects", entry);
            case PARITY_ACCOUNTS -> items("accounts", entry);
            case PARITY_SETTINGS -> items("settings", entry);
            case PAUSE -> print("pause", entry, "state", "reason", "millis");
            case NOTE -> print("note", entry, "text");
            case DEVIATION -> print("limit", entry, "what", "because");
            case RUN_ENDED -> end(entry);
            default -> {
                // Of no use to whoever wants results.
            }
        }
    }

    /** With the hash of the last entry, to be noted elsewhere: evenkeel audit --head compares it. */
    private void end(Entry entry) {
        Map<String, Object> line = line(
                "end",
                entry,
                "verdict",
                "outcome",
                "exitCode",
                "summary",
                "tables",
                "notJudged",
                "rows",
                "bytes",
                "millis",
                "rowsPerSecond",
                "bytesPerSecond",
                "parts");
        line.put("head", entry.hash());
        line.put("entries", entry.seq());
        print(line);
    }

    /** A line for everything that is not the same, and one for the part. */
    private void items(String part, Entry entry) {
        if (entry.data().get("items") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> one && !"Same".equals(one.get("verdict"))) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("type", "difference");
                    line.put("at", entry.at().toString());
                    line.put("part", part);
                    for (String field : List.of("kind", "name", "verdict", "detail")) {
                        line.put(field, one.get(field));
                    }
                    print(line);
                }
            }
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", "part");
        line.put("at", entry.at().toString());
        line.put("part", part);
        line.put("verdict", entry.text("verdict"));
        line.put("examined", entry.number("examined"));
        print(line);
    }

    private void print(String type, Entry entry, String... fields) {
        print(line(type, entry, fields));
    }

    private static Map<String, Object> line(String type, Entry entry, String... fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", type);
        line.put("at", entry.at().toString());
        for (String field : fields) {
            if (entry.data().containsKey(field)) {
                line.put(field, entry.data().get(field));
            }
        }
        return line;
    }

    private void print(Map<String, Object> line) {
        byte[] bytes = (Output.jsonLine(line, false) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** What a person would read is in the lines already. */
    @Override
    public void block(List<String> lines) {}
}
