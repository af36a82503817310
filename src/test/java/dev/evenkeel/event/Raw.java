package dev.evenkeel.event;

import dev.evenkeel.journal.Entry;

/** The fields of an entry as they are on disk, for tests that look at just that. */
public final class Raw {
    private Raw() {}

    /** Empty where it is missing. */
    public static String text(Entry entry, String field) {
        Object value = entry.data().get(field);
        return value == null ? "" : value.toString();
    }

    /** 0 where it is missing. */
    public static long number(Entry entry, String field) {
        return entry.data().get(field) instanceof Number number ? number.longValue() : 0;
    }
}
