package dev.evenkeel.journal;

import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * An entry could not be written: the disk is full, or gone. Nothing may be done that is not entered first, so the run cannot continue
 * in this process; what the journal holds is whole, and another process can continue from there.
 */
public final class JournalLost extends UncheckedIOException {
    JournalLost(Path folder, java.io.IOException cause) {
        super("the journal in " + folder + " cannot be written (" + cause.getMessage() + ")", cause);
    }
}
