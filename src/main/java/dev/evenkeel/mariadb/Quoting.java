package dev.evenkeel.mariadb;

import java.util.HexFormat;

/** How names and values are written in SQL so that no content can change the statement's meaning. */
public final class Quoting {
    private static final HexFormat HEX = HexFormat.of();

    private Quoting() {}

    /** A name in backticks. */
    public static String identifier(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /**
     * A text literal that means the same with and without NO_BACKSLASH_ESCAPES: texts with a backslash or a control
     * character are written in hexadecimal, with their character set named.
     */
    public static String text(String value) {
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c != '\\' && c < 127);
        return plain
                ? '\'' + value.replace("'", "''") + '\''
                : "_utf8mb4 0x" + hexOrEmpty(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A binary literal. */
    public static String bytes(byte[] value) {
        return value.length == 0 ? "''" : "0x" + HEX.formatHex(value);
    }

    /** An account as {@code 'user'@'host'}. */
    public static String account(String user, String host) {
        return text(user) + "@" + text(host);
    }

    private static String hexOrEmpty(byte[] value) {
        return HEX.formatHex(value);
    }
}
