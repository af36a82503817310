package dev.evenkeel.runbook.steps;

import dev.evenkeel.runbook.glue.Live;
import dev.evenkeel.transfer.load.Loader;

/** A load whose triggers and definers are still to come. */
record HeldLoad(Loader loader) implements Live {
    @Override
    public String begunAgain() {
        return "by dropping the databases that this run made on the target and loading the dump once more";
    }
}
