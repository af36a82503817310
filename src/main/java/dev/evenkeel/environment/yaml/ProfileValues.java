package dev.evenkeel.environment.yaml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single values of a profile; what does not fit is an {@link IllegalArgumentException}, and the reader says what would. */
public final class ProfileValues {
    /** Letters that end nothing and begin nothing wherever a host is written: in an address, a statement, an option file. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?|(?=(?:[^:]*:){2})[0-9A-Fa-f:.]{2,45}");

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h)");

    /** Of a wait; a longer one would be for ever, and cannot be calculated with. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private ProfileValues() {}

    /** A time such as 500ms, 30s, 5m or 1h. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        long number = Long.parseLong(matcher.group(1));
        ChronoUnit unit =
                switch (matcher.group(2)) {
                    case "ms" -> ChronoUnit.MILLIS;
                    case "s" -> ChronoUnit.SECONDS;
                    case "m" -> ChronoUnit.MINUTES;
                    default -> ChronoUnit.HOURS;
                };
        if (number > LONGEST.dividedBy(unit.getDuration())) {
            throw new IllegalArgumentException();
        }
        return Duration.of(number, unit);
    }

    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    public static int port(String text) {
        int port = positive(text);
        if (port > 65_535) {
            throw new IllegalArgumentException();
        }
        return port;
    }

    public static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    public static boolean yesOrNo(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    }

    public static String size(String text) {
        if (!text.matches("[1-9]\\d*[mg]")) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
