package dev.evenkeel.screen;

/** The symbol before a line. It repeats what the words say; nothing is said by symbol or colour alone. */
enum Mark {
    PASSED("✔", "+", Color.GREEN),
    FAILED("✘", "x", Color.RED),
    DIFFERENT("≠", "#", Color.RED),
    INCONCLUSIVE("?", "?", Color.YELLOW),
    NOT_SHOWN("◇", "o", Color.YELLOW),
    SKIPPED("○", "-", Color.DIM),
    RUNNING("▶", ">", Color.CYAN),
    PLANNED("·", ".", Color.DIM),
    ATTENTION("!", "!", Color.YELLOW),
    FACT(" ", " ", Color.NONE);

    private final String symbol;
    private final String ascii;
    private final Color color;

    Mark(String symbol, String ascii, Color color) {
        this.symbol = symbol;
        this.ascii = ascii;
        this.color = color;
    }

    /** The mark of an outcome or verdict as the journal names it. */
    static Mark of(String outcome) {
        return switch (outcome) {
            case "passed", "Same", "approved", "noticed" -> PASSED;
            case "different", "Different" -> DIFFERENT;
            case "inconclusive", "Inconclusive" -> INCONCLUSIVE;
            case "not shown", "partly shown", "not reached" -> NOT_SHOWN;
            case "skipped" -> SKIPPED;
            default -> FAILED;
        };
    }

    String symbol(boolean unicode) {
        return unicode ? symbol : ascii;
    }

    Color color() {
        return color;
    }
}
