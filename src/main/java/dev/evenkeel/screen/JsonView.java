package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The screen for programs: the lines of the journal, in the journal's own form, in UTF-8 whatever the locale says. */
public final class JsonView implements View {
    private final PrintStream out;

    public JsonView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void entry(Entry entry) {
        Map<String, Object> line = Map.of(
                "seq", entry.seq(),
                "at", entry.at().toString(),
                "kind", entry.kind(),
                "data", entry.data(),
                "prev", entry.prev(),
                "hash", entry.hash());
        byte[] bytes = (Output.jsonLine(line, true) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** What a person would read is in the entries already. */
    @Override
    public void block(List<String> lines) {}
}
