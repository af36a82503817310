package dev.evenkeel.runbook;

import dev.evenkeel.runbook.vocabulary.KnownStep;
import java.util.List;

/**
 * A step of a runbook with what its author says of it.
 *
 * @param sends the comments above it: the statements that it sends, secrets as stars
 */
public record StepLine(String text, KnownStep known, List<String> sends) {
    public StepLine {
        sends = List.copyOf(sends);
    }
}
