package dev.evenkeel.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A daily window, in UTC; it may go over midnight. */
record Window(LocalTime from, LocalTime to) {
    /** As RDS writes it: {@code 23:30-00:00}. */
    static Optional<Window> parse(String text) {
        String[] ends = text == null ? new String[0] : text.split("-");
        try {
            return ends.length == 2
                    ? Optional.of(new Window(LocalTime.parse(ends[0]), LocalTime.parse(ends[1])))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether some of it is between a moment and so much later. */
    boolean within(Instant now, Duration ahead) {
        LocalTime time = now.atZone(ZoneOffset.UTC).toLocalTime();
        return contains(time) || minutes(time, from) <= ahead.toMinutes();
    }

    private boolean contains(LocalTime time) {
        return minutes(from, time) < minutes(from, to);
    }

    /** From one time of day forward to another. */
    private static long minutes(LocalTime one, LocalTime other) {
        long day = Duration.ofDays(1).toMinutes();
        return Math.floorMod(Duration.between(one, other).toMinutes(), day);
    }
}
