package dev.evenkeel.runbook;

import java.util.Optional;

/** The step itself. */
interface StepCall {
    void run() throws Throwable;

    /** Why nothing irreversible has happened yet, although a step for it had begun; empty where that is not shown. */
    default Optional<String> notPassed() {
        return Optional.empty();
    }
}
