package dev.evenkeel.approval;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the fields of requests and answers may hold, so that each text of them is a line and has one meaning. */
final class Fields {
    private static final int LONGEST = 2000;

    private Fields() {}

    static void name(String field, String value) {
        if (!value.matches("[\\w.-]{1,100}")) {
            throw new SshData.Malformed("its " + field + " is not a name of letters, digits, dots and dashes");
        }
    }

    static void digest(String field, String value) {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new SshData.Malformed("its " + field + " is not a SHA-256 of 64 hexadecimal digits");
        }
    }

    static void attempt(long value) {
        if (value < 1) {
            throw new SshData.Malformed("its attempt is not a number from 1");
        }
    }

    /** One line, without what could hide a part of it or break it. */
    static void line(String field, String value) {
        if (value.length() > LONGEST) {
            throw new SshData.Malformed("its " + field + " is longer than " + LONGEST + " characters");
        }
        if (!value.codePoints().allMatch(Fields::visible)) {
            throw new SshData.Malformed("its " + field + " holds a line end or a character that is not shown");
        }
    }

    private static boolean visible(int code) {
        int type = Character.getType(code);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    static Instant instant(String field, String value) {
        try {
            Instant instant = Instant.parse(value);
            if (instant.toString().equals(value) && instant.getNano() == 0) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new SshData.Malformed("its " + field + " is not a time such as 2026-11-30T02:00:00Z");
    }

    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    static Duration duration(String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeException e) {
            throw new SshData.Malformed("its expires is not a time such as PT1H");
        }
    }
}
