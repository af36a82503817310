package dev.evenkeel.runbook.glue;

/** Who answers the gates of a run. */
public interface Gates {
    /**
     * Comes back when a gate is open, with the answer entered in the journal.
     *
     * @param gate its name in the runbook
     * @throws GateRejected when the answer is no
     * @throws GateSuspended when there is none yet and the run is not to wait for it
     */
    void pass(String gate);
}
