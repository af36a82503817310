package dev.evenkeel.event;

import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a record from plain JSON values, without trust. A field that is missing, or is of another type, is not there: an
 * empty text, list or optional, the number 0, false, or the word that claims nothing. Strictly read it is refused. A component
 * that is an {@code Object} is any plain JSON value, as it is.
 */
final class RecordReader {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final boolean strict;

    RecordReader(boolean strict) {
        this.strict = strict;
    }

    /** A field is not as it is written. */
    static final class NotAsWritten extends RuntimeException {
        NotAsWritten(String field) {
            super("the field " + field + " is missing or of another type");
        }
    }

    Record record(Class<?> type, Map<?, ?> data) {
        Shape shape = Shape.of(type);
        return shape.record(shape.components().stream()
                .map(component -> component(component, data))
                .toArray());
    }

    private Object component(Shape.Component component, Map<?, ?> data) {
        boolean optional = Shape.raw(component.type()) == Optional.class;
        if (!component.inline()) {
            Object value = data.get(component.name());
            return optional
                    ? optional(component, value)
                    : value(component.type(), value).orElseGet(() -> missing(component));
        }
        if (!optional) {
            return record(Shape.raw(component.type()), data);
        }
        Class<?> type = Shape.raw(Shape.content(component.type()));
        boolean there = Shape.of(type).components().stream().anyMatch(inner -> data.containsKey(inner.name()));
        return there ? Optional.of(record(type, data)) : Optional.empty();
    }

    private Optional<Object> optional(Shape.Component component, Object value) {
        // An empty text says nothing.
        Optional<Object> read = value(Shape.content(component.type()), value).filter(one -> !one.equals(""));
        if (strict && value != null && !value.equals("") && read.isEmpty()) {
            throw new NotAsWritten(component.name());
        }
        return read;
    }

    private Object missing(Shape.Component component) {
        if (strict) {
            throw new NotAsWritten(component.name());
        }
        Class<?> type = Shape.raw(component.type());
        if (type == String.class) {
            return "";
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class || type == Object.class) {
            return Map.of();
        }
        return type.isRecord() ? record(type, Map.of()) : ((Word) type.getEnumConstants()[0]).otherwise();
    }

    /** Empty where it is none of that type. */
    private Optional<Object> value(Type type, Object value) {
        Class<?> raw = Shape.raw(type);
        if (raw == Object.class) {
            return Optional.ofNullable(value);
        }
        if (raw == String.class) {
            return Optional.ofNullable(value).map(RecordReader::text);
        }
        if (raw == long.class || raw == Long.class) {
            return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
        }
        if (raw == Instant.class) {
            return instant(value);
        }
        if (raw == List.class) {
            return value instanceof List<?> list ? Optional.of(list(Shape.content(type), list)) : Optional.empty();
        }
        if (raw == Map.class) {
            return value instanceof Map<?, ?> map ? Optional.of(map(Shape.content(type), map)) : Optional.empty();
        }
        if (raw.isRecord()) {
            return value instanceof Map<?, ?> map ? Optional.of(record(raw, map)) : Optional.empty();
        }
        return Arrays.stream(raw.getEnumConstants())
                .filter(constant -> ((Word) constant).word().equals(value))
                .findFirst()
                .map(Object.class::cast);
    }

    private List<Object> list(Type type, List<?> list) {
        return list.stream()
                .filter(Objects::nonNull)
                .map(one -> value(type, one).orElseGet(() -> element(type)))
                .toList();
    }

    private Map<String, Object> map(Type type, Map<?, ?> map) {
        Map<String, Object> read = new LinkedHashMap<>();
        map.forEach((name, one) -> read.put(name.toString(), value(type, one).orElseGet(() -> element(type))));
        return read;
    }

    /** One that is of another type counts as one of which nothing is known, so that a list keeps its length. */
    private Object element(Type type) {
        if (strict) {
            throw new NotAsWritten("in a list");
        }
        Class<?> raw = Shape.raw(type);
        if (raw == Long.class) {
            return 0L;
        }
        return raw.isRecord() ? record(raw, Map.of()) : ((Word) raw.getEnumConstants()[0]).otherwise();
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value.toString();
    }

    /** Of our time only, so that one can calculate with it. */
    private static Optional<Object> instant(Object value) {
        try {
            return Optional.ofNullable(value)
                    .filter(String.class::isInstance)
                    .map(text -> Instant.parse((String) text))
                    .filter(at -> !at.isBefore(Instant.EPOCH) && !at.isAfter(LATEST))
                    .map(Object.class::cast);
        } catch (DateTimeException notAnInstant) {
            return Optional.empty();
        }
    }
}
