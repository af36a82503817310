package dev.evenkeel.runbook;

import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Says what went wrong in one redacted line. A stack trace is never shown; that of a bug is kept as evidence. */
final class Sentences {
    private Sentences() {}

    static String of(Throwable thrown, Journal journal) {
        String message =
                thrown.getMessage() == null ? "" : thrown.getMessage().strip().replaceAll("\\s*\\R\\s*", "; ");
        String sentence = journal.redactor().redact(message);
        if (Expected.is(thrown) && !sentence.isEmpty()) {
            return sentence;
        }
        String name = thrown.getClass().getSimpleName();
        return "unexpected " + name + (sentence.isEmpty() ? "" : ": " + sentence) + kept(thrown, journal);
    }

    private static String kept(Throwable thrown, Journal journal) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        try {
            String file = RunEvent.Evidence.keep(
                            journal,
                            "stack trace",
                            "txt",
                            journal.redactor().redact(trace.toString()).getBytes(StandardCharsets.UTF_8))
                    .file();
            return " (stack trace in " + file + ")";
        } catch (UncheckedIOException e) {
            return " (its stack trace could not be kept)";
        }
    }
}
