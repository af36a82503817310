package dev.evenkeel.runbook;

/**
 * A step looked and cannot show what its sentence says, for want of what would show it: neither passed nor failed. The run goes
 * on and claims it nowhere. For steps that only look and for undo: a step that is to change something has changed it or failed.
 */
public final class NotShown extends RuntimeException {
    /** As the journal spells the outcome of such a step, and of a phase in which no step was shown. */
    static final String OUTCOME = "not shown";

    /** Of a phase in which other steps passed. */
    static final String PARTLY = "partly shown";

    /** @param because what is lacking, for readers: "the server has no key management plugin" */
    public NotShown(String because) {
        super(because, null, false, false);
    }
}
