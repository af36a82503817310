package dev.evenkeel.runbook;

/** The run was asked to stop. */
final class Interrupted extends RuntimeException {
    Interrupted(String message) {
        super(message);
    }
}
