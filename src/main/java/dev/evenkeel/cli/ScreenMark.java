package dev.evenkeel.cli;

/** The symbol before a line. It repeats what the words say; nothing is said by symbol or colour alone. */
enum ScreenMark {
    PASSED("✔", "+", ScreenColor.GREEN),
    FAILED("✘", "x", ScreenColor.RED),
    DIFFERENT("≠", "#", ScreenColor.RED),
    INCONCLUSIVE("?", "?", ScreenColor.YELLOW),
    NOT_SHOWN("◇", "o", ScreenColor.YELLOW),
    SKIPPED("○", "-", ScreenColor.DIM),
    RUNNING("▶", ">", ScreenColor.CYAN),
    PLANNED("·", ".", ScreenColor.DIM),
    ATTENTION("!", "!", ScreenColor.YELLOW),
    FACT(" ", " ", ScreenColor.NONE);

    private final String symbol;
    private final String ascii;
    private final ScreenColor color;

    ScreenMark(String symbol, String ascii, ScreenColor color) {
        this.symbol = symbol;
        this.ascii = ascii;
        this.color = color;
    }

    /** The mark of an outcome or verdict as the journal names it. */
    static ScreenMark of(String outcome) {
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

    ScreenColor color() {
        return color;
    }
}
