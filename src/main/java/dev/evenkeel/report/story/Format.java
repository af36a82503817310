package dev.evenkeel.report.story;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Numbers, times and sizes as people read them. What was not recorded is a dash. */
public final class Format {
    public static final String NONE = "–";
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Format() {}

    public static String number(Long value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%,d", value);
    }

    public static String number(long value) {
        return number((Long) value);
    }

    public static String number(Optional<Long> value) {
        return number(value.orElse(null));
    }

    public static String duration(Optional<Long> millis) {
        return duration(millis.orElse(null));
    }

    public static String bytes(Optional<Long> bytes) {
        return bytes(bytes.orElse(null));
    }

    /** Megabytes a second; null where bytes or time were not recorded. */
    public static Double megabytesPerSecond(Long bytes, Long millis) {
        boolean known = bytes != null && millis != null && millis > 0;
        return known ? (Double) (Math.round(bytes / (millis * 1000.0) * 100) / 100.0) : null;
    }

    public static String duration(Long millis) {
        if (millis == null) {
            return NONE;
        }
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
        }
        long tenths = Math.round(millis / 100.0);
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    public static String bytes(Long bytes) {
        if (bytes == null) {
            return NONE;
        }
        double value = bytes;
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    public static String rate(Double megabytesPerSecond) {
        return megabytesPerSecond == null ? NONE : String.format(Locale.ROOT, "%.1f MB/s", megabytesPerSecond);
    }

    public static String dateTime(Instant at) {
        return at == null ? NONE : DATE_TIME.format(at);
    }

    public static String clock(Instant at) {
        return at == null ? NONE : CLOCK.format(at);
    }

    /** "1 table", "2 tables". */
    public static String count(long count, String one, String several) {
        return number(count) + " " + (count == 1 ? one : several);
    }

    public static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
