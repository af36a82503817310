package dev.evenkeel.runbook.steps;

import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.runbook.glue.Live;

/** The live proof, which reads both binlogs until the freeze. */
record RunningProof(LiveProof proof) implements Live {
    @Override
    public String begunAgain() {
        return "by proving all tables once more, which only reads";
    }

    @Override
    public void close() {
        proof.close();
    }
}
