package dev.evenkeel.event;

/** A constant of a closed choice, as journal, report and screen spell it. */
public interface Word {
    String word();

    /** What a text is read as that is none of the words. It must claim nothing. */
    default Word otherwise() {
        throw new IllegalStateException(getClass() + " is read only where it may be missing");
    }
}
