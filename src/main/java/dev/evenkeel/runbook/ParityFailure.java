package dev.evenkeel.runbook;

/** Both sides are not proved equal. An assertion, so that reports tell it from a tool that broke. */
public final class ParityFailure extends AssertionError {
    private final boolean different;

    private ParityFailure(String message, boolean different) {
        super(message);
        this.different = different;
    }

    /** A difference was seen. */
    public static ParityFailure different(String message) {
        return new ParityFailure(message, true);
    }

    /** It could not be told. */
    public static ParityFailure inconclusive(String message) {
        return new ParityFailure(message, false);
    }

    public boolean isDifferent() {
        return different;
    }

    /** As the journal spells a step's outcome: {@code different} or {@code inconclusive}. */
    String outcome() {
        return different ? "different" : "inconclusive";
    }

    ParityFailure saying(String message) {
        return new ParityFailure(message, different);
    }
}
