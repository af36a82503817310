package dev.evenkeel.environment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The person who watches a run, and its record: what a switch needs of them to move an application. */
public interface Operator {
    /** Enters one sentence in the run's record. Secrets are taken out of it there. */
    void note(String sentence);

    /**
     * Shows lines and waits for one line of answer.
     *
     * @return empty where nobody is at a terminal, or nobody answered within the limit
     */
    Optional<String> ask(List<String> lines, Duration limit);
}
