package dev.evenkeel.runbook.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Guesses what was meant by a word or sentence that is not known. */
public final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest letters to change, if those are fewer than half. */
    public static <T> Optional<T> of(String text, Collection<T> candidates, Function<T, String> words) {
        return candidates.stream()
                .filter(candidate -> distance(text, words.apply(candidate)) * 2
                        < Math.max(text.length(), words.apply(candidate).length()))
                .min(Comparator.comparingInt(candidate -> distance(text, words.apply(candidate))));
    }

    /** Levenshtein's distance, upper and lower case being the same. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            int[] current = new int[b.length() + 1];
            current[0] = row;
            for (int column = 1; column <= b.length(); column++) {
                int replaced = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[b.length()];
    }
}
