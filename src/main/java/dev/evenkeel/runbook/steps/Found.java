package dev.evenkeel.runbook.steps;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.runbook.glue.Fact;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the steps of a move find out for one another. */
final class Found {
    private Found() {}

    /** By which statements the runbook controls the servers. */
    record WayOfControl(Control way) implements Fact {}

    /** Where the stopped replica had executed to: what the copy contains. */
    record PinnedCoordinates(Coordinates at) implements Fact {}

    /** Where it had fetched to. */
    record FetchedCoordinates(Coordinates at) implements Fact {}

    record MovedDatabases(List<String> names) implements Fact {}

    /** @param file its name in the run's folder */
    record PinnedDump(String file, String sha256) implements Fact {}

    /** Objects of the dump that were loaded under the loading account. */
    record DefinersAtLoad(List<RewrittenDefiner> objects) implements Fact {}

    /** Objects that do not have their own definer yet. */
    record DefinersWaiting(List<RewrittenDefiner> objects) implements Fact {}

    /** Events that were created under the loading account. */
    record DefinersOfEvents(List<RewrittenDefiner> objects) implements Fact {}

    record OwnDatabases(List<String> names) implements Fact {}

    /** Accounts that this run made on the target, as SQL names them. */
    record OwnAccounts(List<String> names) implements Fact {}

    record ProofAtThePin(List<TableName> tables, long rows, Duration took) implements Fact {}

    /** Where the target's own binlog ended after the copy. */
    record TargetAfterCopy(BinlogPosition at) implements Fact {}

    /** Where it ended when the proof in the freeze began. */
    record TargetAtProof(BinlogPosition at) implements Fact {}

    /** How far the target was behind the source when it had caught up. */
    record TargetsLag(Duration time) implements Fact {}

    /** Where the target's own binlog ended just before the target was opened. */
    record TargetAtOpening(BinlogPosition at) implements Fact {}

    /** How long the checks of the freeze beside the rows took while both sides went on. */
    record TimeOfChecks(Duration time) implements Fact {}

    /**
     * When the application was moved.
     *
     * @param newestOnSource the number of the newest connection to the source then; 0 where it is not known
     */
    record TrafficMoved(Instant at, long newestOnSource) implements Fact {}

    record BeginOfFreeze(Instant at) implements Fact {}

    record FrozenCoordinates(Coordinates at) implements Fact {}

    /** Where in the source's binlog the target ended to follow it. */
    record LastFromSource(BinlogPosition at) implements Fact {}

    record LengthOfFreeze(Duration time) implements Fact {}
}
