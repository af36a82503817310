package dev.evenkeel.cli;

import dev.evenkeel.journal.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** The trace of what nobody expected, kept for whoever mends it. */
final class StackTrace {
    private StackTrace() {}

    static void keep(Journal journal, Exception e) {
        StringWriter stack = new StringWriter();
        e.printStackTrace(new PrintWriter(stack));
        journal.evidence(
                "stack of an unexpected failure",
                "txt",
                journal.redactor().redact(stack.toString()).getBytes(StandardCharsets.UTF_8));
    }
}
