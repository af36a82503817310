package dev.evenkeel.event;

import dev.evenkeel.journal.Entry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An event with its place in the journal. */
public record Numbered<E extends Event>(long seq, Instant at, E event) {
    /** Those of one type, in order. */
    public static <E extends Event> Stream<Numbered<E>> in(List<Entry> entries, Class<E> type) {
        return entries.stream().flatMap(entry -> {
            Event event = EventCodec.read(entry);
            return type.isInstance(event)
                    ? Stream.of(new Numbered<>(entry.seq(), entry.at(), type.cast(event)))
                    : Stream.empty();
        });
    }
}
