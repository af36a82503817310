package dev.evenkeel.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The data of an entry, read without trust: a field that is missing, or is of another type, is simply not there. */
record Fields(Map<?, ?> data) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    static Fields of(Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    /** Empty where it is missing; a list is joined with commas. */
    String text(String name) {
        Object value = data.get(name);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null ? "" : value.toString();
    }

    /** Null where it is missing: nothing measured is not zero. */
    Long number(String name) {
        return data.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    /** Null where it is not known. */
    Boolean flag(String name) {
        return data.get(name) instanceof Boolean flag ? flag : null;
    }

    /** Null where it is missing or no instant, or none that could be reckoned with. */
    Instant instant(String name) {
        try {
            Instant at = data.get(name) instanceof String text ? Instant.parse(text) : null;
            boolean ofOurTime = at != null && !at.isBefore(Instant.EPOCH) && !at.isAfter(LATEST);
            return ofOurTime ? at : null;
        } catch (DateTimeException notAnInstant) {
            return null;
        }
    }

    Fields in(String name) {
        return of(data.get(name));
    }

    List<Fields> each(String name) {
        return data.get(name) instanceof List<?> list
                ? list.stream().map(Fields::of).toList()
                : List.of();
    }

    List<String> texts(String name) {
        return data.get(name) instanceof List<?> list
                ? list.stream().filter(Objects::nonNull).map(Object::toString).toList()
                : List.of();
    }

    List<Long> numbers(String name) {
        return data.get(name) instanceof List<?> list
                ? list.stream()
                        .map(value -> value instanceof Number number ? number.longValue() : 0L)
                        .toList()
                : List.of();
    }
}
