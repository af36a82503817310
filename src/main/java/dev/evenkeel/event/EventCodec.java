package dev.evenkeel.event;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Redactor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Events as entries of a journal, and entries as events. */
public final class EventCodec {
    private static final Map<String, Class<?>> KINDS = new LinkedHashMap<>();

    static {
        collect(Event.class);
    }

    private EventCodec() {}

    private static void collect(Class<?> type) {
        Optional.ofNullable(type.getAnnotation(Entered.class)).ifPresent(entered -> KINDS.put(entered.kind(), type));
        Stream.ofNullable(type.getPermittedSubclasses()).flatMap(Arrays::stream).forEach(EventCodec::collect);
    }

    /** The kinds that a journal may hold, as they are reported in {@code docs/journal.md}, with the record of each. */
    public static Map<String, Class<?>> kinds() {
        return Map.copyOf(KINDS);
    }

    /** The same by name, those of one matter together. */
    public static List<String> inOrder() {
        return List.copyOf(KINDS.keySet());
    }

    /** What the entry says, as far as it can be read. */
    public static Event read(Entry entry) {
        return event(entry, new RecordReader(false));
    }

    /**
     * The same of an entry that is to be built on.
     *
     * @throws NotAsWritten when a field is not there that this version writes, or is of another type
     */
    public static Event readWhole(Entry entry) {
        try {
            return event(entry, new RecordReader(true));
        } catch (RecordReader.NotAsWritten e) {
            throw new NotAsWritten("entry " + entry.seq() + ", " + entry.kind() + ": " + e.getMessage());
        }
    }

    private static Event event(Entry entry, RecordReader reader) {
        Class<?> type = KINDS.get(entry.kind());
        return type == null ? new Unknown(entry.kind()) : (Event) reader.record(type, entry.data());
    }

    /** Whether it would be written as it is, because nothing in it looks like a secret. */
    public static boolean intact(Event event, Redactor redactor) {
        Map<String, Object> data = data(event);
        return redactor.redactValue(data).equals(data);
    }

    /** How entries of such events are called. */
    public static String kind(Class<? extends Event> type) {
        Entered entered = type.getAnnotation(Entered.class);
        if (entered == null) {
            throw new IllegalArgumentException("what is not known is not written: " + type);
        }
        return entered.kind();
    }

    static Map<String, Object> data(Event event) {
        return RecordWriter.brief((Record) event);
    }

    /** An entry lacks what every entry of its kind has. */
    public static final class NotAsWritten extends RuntimeException {
        NotAsWritten(String message) {
            super(message);
        }
    }
}
