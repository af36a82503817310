package dev.evenkeel.environment;

import java.util.regex.Pattern;

/** Single values of a profile; what does not fit is an {@link IllegalArgumentException}, and the reader says what would. */
final class ProfileValues {
    /** Letters that end nothing and begin nothing wherever a host is written: in an address, a statement, an option file. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?|(?=(?:[^:]*:){2})[0-9A-Fa-f:.]{2,45}");

    private ProfileValues() {}

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    static int port(String text) {
        int port = positive(text);
        if (port > 65_535) {
            throw new IllegalArgumentException();
        }
        return port;
    }

    static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    static boolean yesOrNo(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    }

    static String size(String text) {
        if (!text.matches("[1-9]\\d*[mg]")) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
