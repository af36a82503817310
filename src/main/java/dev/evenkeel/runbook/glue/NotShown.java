package dev.evenkeel.runbook.glue;

/**
 * A step looked and cannot show what its sentence says, for want of what would show it: neither passed nor failed. The run goes
 * on and claims it nowhere. For steps that only look and for undo: a step that is to change something has changed it or failed.
 */
public final class NotShown extends RuntimeException {
    /** @param because what is lacking, for readers: "the server has no key management plugin" */
    public NotShown(String because) {
        super(because, null, false, false);
    }
}
