package dev.evenkeel.run;

import dev.evenkeel.environment.Profile;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.transfer.load.DataFile;
import java.util.List;

/**
 * What a rehearsal is made of, read and found to fit together.
 *
 * @param data the user's own dumps, in the order in which they are loaded
 * @param rows of the generated database
 * @param seed of the generated database and of the writes
 */
public record RehearsalInputs(Profile profile, Runbook runbook, List<DataFile> data, long rows, long seed, RunBy by) {
    public RehearsalInputs {
        data = List.copyOf(data);
    }
}
