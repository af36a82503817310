package dev.evenkeel.runbook;

/** Whether a step had its effect before an earlier process died cannot be known by looking. */
final class InDoubt extends RuntimeException {
    InDoubt(Phase phase, int step, String text) {
        super("the journal holds the intent of '" + text
                + "' and not its outcome, and the step cannot be executed twice; look at"
                + " the servers, then continue with --resolve " + phase.id() + "/" + step
                + "=done or =redo, and --reason");
    }
}
