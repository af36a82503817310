package dev.evenkeel.screen;

import java.time.Duration;
import java.util.Locale;

/** Times, sizes and counts as a person reads them. */
public final class Figures {
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final String[] COUNTS = {"", " k", " M", " G"};
    private static final long DAY_SECONDS = 24 * 3600;
    /** Nobody waits longer; a longer time is a mistake in the calculation, or stands for "no limit". */
    private static final long LONGEST_DAYS = 10_000;

    private Figures() {}

    /** {@code 0.4 s}, {@code 42 s}, {@code 4 min 05 s}, {@code 1 h 04 min}, {@code 3 d 04 h}. */
    public static String time(Duration duration) {
        if (duration.toDays() >= LONGEST_DAYS) {
            return "over " + LONGEST_DAYS + " d";
        }
        long millis = duration.isNegative() ? 0 : duration.toMillis();
        long seconds = (millis + 500) / 1000;
        if (millis < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 2 * DAY_SECONDS) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
        }
        return String.format(Locale.ROOT, "%d d %02d h", seconds / DAY_SECONDS, seconds % DAY_SECONDS / 3600);
    }

    /** The sum of two times; one that is too long for a Duration is as long as there is. */
    static Duration sum(Duration one, Duration other) {
        try {
            return one.plus(other);
        } catch (ArithmeticException e) {
            return one.isNegative() ? Duration.ZERO : Duration.ofSeconds(Long.MAX_VALUE);
        }
    }

    /** A running clock: {@code 0:07}, {@code 12:40}, {@code 1:02:03}. */
    static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds % 3600 / 60, seconds % 60);
    }

    /** A number of bytes, rows or anything else with its unit: {@code 182 MB}, {@code 1.2 M rows}. */
    static String amount(double value, String unit) {
        boolean bytes = unit.equals("bytes");
        String[] scale = bytes ? SIZES : COUNTS;
        int step = 0;
        double scaled = value;
        while (scaled >= 999.5 && step < scale.length - 1) {
            scaled /= 1000;
            step++;
        }
        String digits = String.format(Locale.ROOT, step > 0 && scaled < 9.95 ? "%.1f" : "%.0f", scaled);
        return bytes ? digits + " " + scale[step] : digits + scale[step] + " " + unit;
    }

    /** A rate that would be shown as zero says nothing. */
    static boolean showable(double rate) {
        return rate >= 0.5 && !Double.isInfinite(rate);
    }

    /** A whole number with its thousands apart: {@code 16,044}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
