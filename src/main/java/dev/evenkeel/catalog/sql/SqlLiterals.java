package dev.evenkeel.catalog.sql;

import java.math.BigInteger;
import java.util.Locale;

/** Writes constants in one way. */
final class SqlLiterals {
    private SqlLiterals() {}

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A text after a word that says how it is to be read. */
    static String prefixed(String word, String text) {
        return switch (word) {
            case "b" -> text.matches("[01]+") ? bits(text) : word + text(text);
            case "x" -> word + text(text.toLowerCase(Locale.ROOT));
            case "n" -> "_utf8mb3" + text(text);
            default -> word + text(text);
        };
    }

    static String number(String number) {
        if (number.matches("0b[01]+")) {
            return bits(number.substring(2));
        }
        return number.startsWith(".") ? "0" + number : number;
    }

    /** Bits are printed as bytes. */
    private static String bits(String bits) {
        String hex = new BigInteger(bits, 2).toString(16);
        return "0x" + (hex.length() % 2 == 0 ? hex : "0" + hex);
    }
}
