package dev.evenkeel.replication.wire;

import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Temporal values as the binlog holds them, in the format of 10.0 and in today's, as the server would print them in UTC. */
final class WireTimes {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final long MICROS = 1_000_000;
    /** One second past the largest TIME; added so that negative ones sort first. */
    private static final long TIME_ZERO = (838 * 3600L + 59 * 60 + 59 + 1) * MICROS;

    private WireTimes() {}

    static String year(EventBytes value) {
        int year = value.one();
        return year == 0 ? "0000" : Integer.toString(1900 + year);
    }

    static String date(EventBytes value) {
        long packed = value.little(3);
        return date(packed >> 9, packed >> 5 & 15, packed & 31);
    }

    static String timestamp(EventBytes value, int digits) {
        // Without a fraction the old format is a plain number of the machine it was written for.
        long seconds = digits == 0 ? value.little(4) : value.big(4);
        return timestamp(seconds, value.big(value.left()) * POWERS[6 - digits], digits);
    }

    static String timestamp2(EventBytes value, int digits) {
        return timestamp(value.big(4), newFraction(value.big(value.left()), digits), digits);
    }

    static String datetime(EventBytes value, int digits) {
        if (digits == 0) {
            long packed = value.little(8);
            long date = packed / MICROS;
            long time = packed % MICROS;
            return datetime(
                    date / 10_000, date / 100 % 100, date % 100, time / 10_000, time / 100 % 100, time % 100, 0, 0);
        }
        long micros = value.big(value.left()) * POWERS[6 - digits];
        long minutes = micros / MICROS / 60;
        long days = minutes / 60 / 24;
        return datetime(
                days / 32 / 13,
                days / 32 % 13,
                days % 32,
                minutes / 60 % 24,
                minutes % 60,
                micros / MICROS % 60,
                micros % MICROS,
                digits);
    }

    static String datetime2(EventBytes value, int digits) {
        long packed = value.big(5) - 0x80_0000_0000L;
        if (packed < 0) {
            throw new Undecodable("a date is negative");
        }
        long date = packed >> 17;
        long time = packed & 0x1_ffff;
        long micros = newFraction(value.big(value.left()), digits);
        return datetime(
                date / 32 / 13, date / 32 % 13, date % 32, time >> 12, time >> 6 & 63, time & 63, micros, digits);
    }

    static String time(EventBytes value, int digits) {
        if (digits == 0) {
            long packed = value.littleSigned(3);
            long positive = Math.abs(packed);
            return time(packed < 0, positive / 10_000, positive / 100 % 100, positive % 100, 0, 0);
        }
        long micros = (value.big(value.left()) - TIME_ZERO / POWERS[6 - digits]) * POWERS[6 - digits];
        long positive = Math.abs(micros);
        long seconds = positive / MICROS;
        return time(micros < 0, seconds / 3600, seconds / 60 % 60, seconds % 60, positive % MICROS, digits);
    }

    static String time2(EventBytes value, int digits) {
        int bytes = value.left() - 3;
        // Seconds and fraction are one number, so that below zero the fraction borrows from the seconds.
        long packed = value.big(3 + bytes) - (0x80_0000L << 8 * bytes);
        long positive = Math.abs(packed);
        long seconds = positive >> 8 * bytes;
        long micros = newFraction(positive & (1L << 8 * bytes) - 1, digits);
        return time(packed < 0, seconds >> 12 & 1023, seconds >> 6 & 63, seconds & 63, micros, digits);
    }

    /** Today's formats store an even number of digits. */
    private static long newFraction(long stored, int digits) {
        return stored * POWERS[6 - (digits + 1) / 2 * 2];
    }

    private static String timestamp(long seconds, long micros, int digits) {
        if (seconds == 0) {
            return datetime(0, 0, 0, 0, 0, 0, micros, digits);
        }
        LocalDateTime utc = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
        return datetime(
                utc.getYear(),
                utc.getMonthValue(),
                utc.getDayOfMonth(),
                utc.getHour(),
                utc.getMinute(),
                utc.getSecond(),
                micros,
                digits);
    }

    private static String datetime(
            long year, long month, long day, long hour, long minute, long second, long micros, int digits) {
        check(hour < 24);
        return date(year, month, day) + " " + clock(hour, minute, second, micros, digits);
    }

    private static String date(long year, long month, long day) {
        check(year < 10_000 && month < 13 && day < 32);
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }

    private static String time(boolean negative, long hour, long minute, long second, long micros, int digits) {
        check(hour < 839);
        return (negative ? "-" : "") + clock(hour, minute, second, micros, digits);
    }

    private static String clock(long hour, long minute, long second, long micros, int digits) {
        check(minute < 60 && second < 60 && micros < MICROS && micros % POWERS[6 - digits] == 0);
        String clock = String.format(Locale.ROOT, "%02d:%02d:%02d", hour, minute, second);
        return digits == 0
                ? clock
                : clock + "." + String.format(Locale.ROOT, "%0" + digits + "d", micros / POWERS[6 - digits]);
    }

    private static void check(boolean sane) {
        if (!sane) {
            throw new Undecodable("a temporal value is none");
        }
    }
}
