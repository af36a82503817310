package dev.evenkeel.runbook.glue;

import java.util.List;

/**
 * What a runbook asks for does not hold: found, needed, do. A step fails as expected by throwing one; what else it throws, except
 * for an {@link AssertionError}, is taken for a bug and kept with its stack trace. Steps may have subclasses of their own.
 */
public class Obstacle extends RuntimeException {
    /** @param message one sentence: what was found, what is needed, what to do; no secret and no row */
    public Obstacle(String message) {
        super(message);
    }

    /**
     * Fails with all problems in one message, or not at all.
     *
     * @throws Obstacle where there are any
     */
    public static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new Obstacle(String.join("; ", problems));
        }
    }
}
