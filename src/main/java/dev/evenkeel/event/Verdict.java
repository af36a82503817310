package dev.evenkeel.event;

import java.util.Optional;
import java.util.stream.Stream;

/** What a comparison ended with, from the best to the worst. */
public enum Verdict implements Word {
    SAME("Same"),
    /** Differs in a way that a rule permits, for a reason that is given beside it. */
    ALLOWED("Allowed"),
    INCONCLUSIVE("Inconclusive"),
    DIFFERENT("Different");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** The one that is spelled so; anything else claims nothing. */
    public static Verdict of(Optional<String> word) {
        return Stream.of(values())
                .filter(verdict -> word.filter(verdict.word::equals).isPresent())
                .findFirst()
                .orElse(INCONCLUSIVE);
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Verdict otherwise() {
        return INCONCLUSIVE;
    }

    public Verdict worst(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return word;
    }
}
