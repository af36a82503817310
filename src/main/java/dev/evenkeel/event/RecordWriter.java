package dev.evenkeel.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record as plain JSON values: a map by its components' names, in their order. Choices are written by their words,
 * instants in ISO-8601.
 */
public final class RecordWriter {
    /** Whether what is not there is null. */
    private final boolean whole;

    private RecordWriter(boolean whole) {
        this.whole = whole;
    }

    /** What is not there is left out. */
    public static Map<String, Object> brief(Record record) {
        return new RecordWriter(false).map(record);
    }

    /** Every field is there, for readers who look for it by name: what is not known, an empty text too, is null. */
    public static Map<String, Object> whole(Record record) {
        return new RecordWriter(true).map(record);
    }

    private Map<String, Object> map(Record record) {
        Map<String, Object> map = new LinkedHashMap<>();
        write(record, map);
        return map;
    }

    private void write(Record record, Map<String, Object> map) {
        for (Shape.Component component : Shape.of(record.getClass()).components()) {
            Object value = component.of(record);
            if (value instanceof Optional<?> maybe) {
                value = maybe.orElse(null);
            }
            if (component.inline()) {
                if (value != null) {
                    write((Record) value, map);
                }
            } else if (value != null || whole) {
                map.put(component.name(), value(value));
            }
        }
    }

    private Object value(Object value) {
        if (value instanceof Record record) {
            return map(record);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> written = new LinkedHashMap<>();
            map.forEach((name, inner) -> written.put(name.toString(), value(inner)));
            return written;
        }
        if (value instanceof Word word) {
            return word.word();
        }
        if (value instanceof String text) {
            return whole && text.isEmpty() ? null : text;
        }
        return value instanceof Instant at ? at.toString() : value;
    }
}
