package dev.evenkeel.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a secret looks where something else is written around it: escaped for SQL, JSON, XML or an address, several of them
 * on top of each other, in hexadecimal, in base64, and as the hash that a server keeps of it.
 */
final class SecretForms {
    /** A shorter one is hidden where it is alone: within words it would take half the text away, and hide nothing. */
    private static final int SHORTEST_WITHIN_WORDS = 4;
    /** Bytes. Shorter ones are two or three signs in hexadecimal or base64, which occur by chance. */
    private static final int SHORTEST_IN_HEX = 4;

    private static final int SHORTEST_IN_BASE64 = 3;
    private static final int SHORTEST_WITHIN_BASE64 = 6;

    /** In hexadecimal, of SHA-1. */
    private static final int HASH_SIGNS = 40;

    private static final String BASE64_SIGN = "[A-Za-z0-9+/_-]";
    /** However often it was escaped. */
    private static final String ESCAPES = "\\\\{0,7}";

    private static final Map<Integer, String> ENTITIES =
            Map.of((int) '<', "lt", (int) '>', "gt", (int) '"', "quot", (int) '\'', "apos");
    private static final Map<Integer, String> LETTERS = Map.of(
            (int) '\n', "n", (int) '\r', "r", (int) '\t', "t", (int) '\b', "b", (int) '\f', "f", 0, "0", 26, "Z");

    private SecretForms() {}

    /**
     * No form of it has fewer characters: what is written around a sign only adds some, hexadecimal and base64 have more than one for each
     * byte, and a hash has forty.
     */
    static int shortest(String secret) {
        return Math.min(secret.codePointCount(0, secret.length()), HASH_SIGNS);
    }

    /** Finds every form of it. */
    static Pattern of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        StringBuilder escaped = new StringBuilder();
        secret.codePoints().forEach(code -> escaped.append(sign(code)));
        forms.add(
                secret.codePointCount(0, secret.length()) < SHORTEST_WITHIN_WORDS
                        ? "(?<![\\p{L}\\p{N}])" + escaped + "(?![\\p{L}\\p{N}])"
                        : escaped.toString());
        forms.add("\\*?(?i:" + HexFormat.of().formatHex(hash(bytes)) + ")");
        if (bytes.length >= SHORTEST_IN_HEX) {
            forms.add("(?i:" + HexFormat.of().formatHex(bytes) + ")");
        }
        if (bytes.length >= SHORTEST_IN_BASE64) {
            forms.add("(?<!" + BASE64_SIGN + ")"
                    + base64(Base64.getEncoder().withoutPadding().encodeToString(bytes)) + "(?!" + BASE64_SIGN + ")=*");
        }
        if (bytes.length >= SHORTEST_WITHIN_BASE64) {
            for (int before = 0; before < 3; before++) {
                // The signs at both ends hold bits of it too.
                forms.add((before == 0 ? "" : BASE64_SIGN) + base64(within(bytes, before)) + BASE64_SIGN + "?=*");
            }
        }
        return Pattern.compile(String.join("|", forms));
    }

    /** What does not depend on its neighbours, where so many bytes (modulo three) are before it. */
    private static String within(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String whole = Base64.getEncoder().encodeToString(shifted);
        return whole.substring(before == 0 ? 0 : before + 1, shifted.length * 8 / 6);
    }

    /** In either alphabet. */
    private static String base64(String text) {
        return text.replace("+", "[+-]").replace("/", "[/_]");
    }

    private static String sign(int code) {
        String text = Character.toString(code);
        if (code < 128 && Character.isLetterOrDigit(code)) {
            // Nobody escapes these.
            return text;
        }
        List<String> ways = new ArrayList<>();
        ways.add(literal(code, text));
        if (LETTERS.containsKey(code)) {
            ways.add("\\\\{1,7}" + LETTERS.get(code));
        }
        if (code == ' ') {
            ways.add("\\+");
        }
        ways.add(units(text));
        ways.add(ESCAPES + "&(?:amp;)*#(?:0*" + code + "|(?i:x0*" + Integer.toHexString(code) + "));");
        if (ENTITIES.containsKey(code)) {
            ways.add(ESCAPES + "&(?:amp;)*" + ENTITIES.get(code) + ";");
        }
        ways.add(bytes(text, "%(?:25)*"));
        ways.add(bytes(text, "\\\\{1,7}x"));
        return "(?:" + String.join("|", ways) + ")";
    }

    private static String literal(int code, String text) {
        return switch (code) {
            case '\\' -> "\\\\{1,8}";
            // Doubled within a literal of SQL.
            case '\'', '"', '`' -> ESCAPES + text + "(?:" + ESCAPES + text + ")?";
            case '&' -> "&(?:amp;)*";
            default -> ESCAPES + Pattern.quote(text);
        };
    }

    private static String units(String text) {
        StringBuilder units = new StringBuilder();
        text.chars().forEach(unit -> units.append(String.format("\\\\{1,7}u(?i:%04x)", unit)));
        return units.toString();
    }

    private static String bytes(String text, String before) {
        StringBuilder bytes = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.append(before).append(String.format("(?i:%02x)", one));
        }
        return bytes.toString();
    }

    /** Of mysql_native_password. */
    private static byte[] hash(byte[] bytes) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return sha1.digest(sha1.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
