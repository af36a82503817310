package dev.evenkeel.runbook.text;

import java.util.Locale;

/** Words of a sentence as a tag can hold them: small letters and digits, everything else a hyphen. */
public final class Phrase {
    private Phrase() {}

    /** Whether the sentence holds these words in this order, next to each other. */
    public static boolean in(String sentence, String phrase) {
        return hyphenated(sentence).contains(hyphenated(phrase));
    }

    private static String hyphenated(String text) {
        return ("-" + text.toLowerCase(Locale.ROOT) + "-").replaceAll("[^a-z0-9]+", "-");
    }
}
