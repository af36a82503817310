package dev.evenkeel.report;

/** What a comparison ended with. */
enum Verdict {
    SAME("Same"),
    /** Differs in a way that a rule permits, for a reason that stands beside it. */
    ALLOWED("Allowed"),
    INCONCLUSIVE("Inconclusive"),
    DIFFERENT("Different");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** What is not a verdict is read as the one that claims nothing. */
    static Verdict of(String word) {
        for (Verdict verdict : values()) {
            if (verdict.word.equalsIgnoreCase(word)) {
                return verdict;
            }
        }
        return INCONCLUSIVE;
    }

    Verdict worst(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    String word() {
        return word;
    }
}
