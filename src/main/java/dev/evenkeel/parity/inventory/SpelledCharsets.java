package dev.evenkeel.parity.inventory;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conversions between character sets that a server makes without being asked, and that a newer one writes into a computed
 * column's expression: a column of another character set in a CONVERT to utf8mb4, which holds every letter there is, and a
 * constant as the text that it stands for.
 */
final class SpelledCharsets {
    private static final String CONVERT = "convert[";
    private static final String ALL_LETTERS = " using utf8mb4";
    /** As long as it is ASCII, it is the same in every character set that can be named so. */
    private static final Pattern INTRODUCED =
            Pattern.compile("\\b_(?:ascii|latin[1257]|utf8mb[34]|cp125[0167]|koi8[ru])('[\\x20-\\x7e&&[^']]*')");
    /** As an argument by itself: within arithmetic it is a number. */
    private static final Pattern BYTES = Pattern.compile("(?<=\\[| , )(?:0x([0-9a-f]+)|x'([0-9a-f]+)')(?= , |])");

    private SpelledCharsets() {}

    /** @param mine a column as a server keeps it that leaves them out, in normal form */
    static boolean only(String mine, String theirs) {
        return plain(mine, false).equals(plain(theirs, true));
    }

    private static String plain(String column, boolean spelled) {
        String text = spelled ? unconverted(column) : column;
        text = INTRODUCED.matcher(text).replaceAll("$1");
        return BYTES.matcher(text).replaceAll(SpelledCharsets::letters);
    }

    private static String letters(MatchResult bytes) {
        String hex = bytes.group(1) == null ? bytes.group(2) : bytes.group(1);
        String text =
                hex.length() % 2 == 0 ? new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1) : "";
        boolean ascii = text.matches("[\\x20-\\x7e&&[^']]+");
        return Matcher.quoteReplacement(ascii ? "'" + text + "'" : bytes.group());
    }

    /** Without the conversions to utf8mb4, and with what they convert. */
    private static String unconverted(String column) {
        String text = column;
        for (int at = text.indexOf(CONVERT); at >= 0; at = text.indexOf(CONVERT, at + 1)) {
            int end = closing(text, at + CONVERT.length());
            String inner = text.substring(at + CONVERT.length(), end);
            if (inner.endsWith(ALL_LETTERS)) {
                text = text.substring(0, at)
                        + inner.substring(0, inner.length() - ALL_LETTERS.length())
                        + text.substring(Math.min(end + 1, text.length()));
            }
        }
        return text;
    }

    private static int closing(String text, int from) {
        int depth = 1;
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char letter = text.charAt(at);
            quoted ^= letter == '\'';
            depth += quoted ? 0 : letter == '[' ? 1 : letter == ']' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }
}
