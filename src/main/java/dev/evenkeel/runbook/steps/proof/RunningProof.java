package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.runbook.glue.Live;

/** The live proof, which reads both binlogs until the freeze. */
public record RunningProof(LiveProof proof) implements Live {
    @Override
    public String begunAgain() {
        return "by proving all tables once more, which only reads";
    }

    @Override
    public void close() {
        proof.close();
    }
}
