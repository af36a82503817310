package dev.evenkeel.catalog.account;

import java.util.regex.Pattern;

/**
 * The hash of a password put in the place of another one, so that the account admits nobody: each of its forty digits is taken from
 * fifteen and written in small letters. Swapping twice gives the first one again, so nothing has to be remembered to restore it, and
 * the small letters tell that it is swapped: servers write hashes in capitals, and keep what they are sent. Seen on 10.1.23,
 * 10.11.5 and 11.4.5.
 */
public final class SwappedHash {
    private static final Pattern USUAL = Pattern.compile("\\*[0-9A-F]{40}");
    private static final Pattern SWAPPED = Pattern.compile("\\*(?=.*[a-f])[0-9a-f]{40}");

    private SwappedHash() {}

    /** Whether an account with this hash can be closed so; the hash of an empty password, which is none, cannot. */
    public static boolean possible(String hash) {
        return USUAL.matcher(hash).matches() && is(of(hash));
    }

    /** Whether a hash was put in the place of another. */
    public static boolean is(String hash) {
        return SWAPPED.matcher(hash).matches();
    }

    /** The other one of the two. */
    public static String of(String hash) {
        boolean back = is(hash);
        StringBuilder other = new StringBuilder("*");
        for (char digit : hash.substring(1).toCharArray()) {
            char taken = Character.forDigit(15 - Character.digit(digit, 16), 16);
            other.append(back ? Character.toUpperCase(taken) : taken);
        }
        return other.toString();
    }
}
