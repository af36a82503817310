package dev.evenkeel.run;

import dev.evenkeel.journal.OrdinaryFile;
import java.io.UncheckedIOException;

/** What ended a run or a command that nobody expected to end, in one sentence. */
public final class Broken {
    private static final long MIB = 1 << 20;

    private Broken() {}

    public static String sentence(Throwable e) {
        if (e instanceof StackOverflowError) {
            return "evenkeel itself failed: what it was given is nested deeper than it can follow";
        }
        if (e instanceof OutOfMemoryError) {
            return "evenkeel itself failed: what it was given does not fit into its "
                    + Runtime.getRuntime().maxMemory() / MIB + " MiB of memory";
        }
        if (e instanceof UncheckedIOException || e instanceof OrdinaryFile.Unfit) {
            return e.getMessage();
        }
        return "evenkeel itself failed: " + e;
    }
}
