package dev.evenkeel.screen;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.RecordWriter;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Entry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A verification for programs: a JSON object a line for each result as it is reached. docs/verify.md lists them. */
public final class ResultsView implements View {
    private final PrintStream out;

    public ResultsView(PrintStream out) {
        this.out = out;
    }

    /** What each line begins with. */
    private record Head(String type, Instant at) {}

    private record Start(String runId, Optional<RunEvent.Choice> choice) {}

    private record Place(
            String which,
            String role,
            String file,
            Optional<Long> position,
            String gtid,
            Optional<String> gtidApplied) {}

    /** Of a part, something that is not the same. */
    private record Unlike(String part, String kind, String name, Verdict verdict, String detail) {}

    private record Part(String part, Verdict verdict, Optional<Long> examined) {}

    /** The hash of the last entry, to be noted elsewhere: evenkeel audit --head compares it. */
    private record Chain(String head, long entries) {}

    @Override
    public void entry(Entry entry) {
        Event event = EventCodec.read(entry);
        Instant at = entry.at();
        if (event instanceof RunEvent.Started started) {
            print("start", at, new Start(started.runId(), started.choice()));
        } else if (event instanceof MoveEvent.Coordinates place) {
            print("coordinates", at, place(place));
        } else if (event instanceof ParityEvent.Table table) {
            print("table", at, table);
        } else if (event instanceof ParityEvent.Part part) {
            part(at, part.label(), part.inventory());
        } else if (event instanceof RunEvent.Pause pause) {
            print("pause", at, pause);
        } else if (event instanceof Remark.Note note) {
            print("note", at, note);
        } else if (event instanceof Remark.Deviation deviation) {
            print("limit", at, deviation);
        } else if (event instanceof RunEvent.Ended ended) {
            print("end", at, ended, new Chain(entry.hash(), entry.seq()));
        }
    }

    private static Place place(MoveEvent.Coordinates event) {
        MoveEvent.Place place = event.place();
        return new Place(
                event.which(),
                event.role(),
                place.file(),
                place.position(),
                place.gtid(),
                place.moment().map(MoveEvent.Moment::gtidApplied));
    }

    /** A line for everything that is not the same, and one for the part. */
    private void part(Instant at, String label, ParityEvent.Inventory inventory) {
        inventory.items().stream()
                .filter(item -> item.verdict() != Verdict.SAME)
                .forEach(item -> print(
                        "difference", at, new Unlike(label, item.kind(), item.name(), item.verdict(), item.detail())));
        print("part", at, new Part(label, inventory.verdict(), inventory.examined()));
    }

    private void print(String type, Instant at, Record... bodies) {
        Map<String, Object> line = new LinkedHashMap<>(RecordWriter.brief(new Head(type, at)));
        for (Record body : bodies) {
            line.putAll(RecordWriter.brief(body));
        }
        byte[] bytes = (Output.jsonLine(line, false) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** What a person would read is in the lines already. */
    @Override
    public void block(List<String> lines) {}
}
