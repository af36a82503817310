package dev.evenkeel.runbook.steps;

import dev.evenkeel.runbook.glue.Live;
import dev.evenkeel.transfer.AutoIncrements;
import java.util.Optional;

/**
 * The AUTO_INCREMENT values as they were before the freeze.
 *
 * @param known empty where all must be read again
 */
record KnownIncrements(Optional<AutoIncrements.Known> known) implements Live {
    @Override
    public String begunAgain() {
        return "by reading all AUTO_INCREMENT values once more; without it the switch reads all of them";
    }
}
