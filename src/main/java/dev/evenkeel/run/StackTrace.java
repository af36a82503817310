package dev.evenkeel.run;

import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The trace of what nobody expected, kept for whoever fixes it. */
public final class StackTrace {
    private StackTrace() {}

    /** As far as that can be done: the end of the run, which is written next, matters more. */
    static void keep(Journal journal, Throwable e) {
        try {
            RunEvent.Evidence.keep(
                    journal,
                    "stack of an unexpected failure",
                    "txt",
                    journal.redactor().redact(text(e)).getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException | Error notKept) {
            e.addSuppressed(notKept);
        }
    }

    public static List<String> lines(Throwable e) {
        return text(e).lines().toList();
    }

    private static String text(Throwable e) {
        StringWriter stack = new StringWriter();
        e.printStackTrace(new PrintWriter(stack));
        return stack.toString();
    }
}
