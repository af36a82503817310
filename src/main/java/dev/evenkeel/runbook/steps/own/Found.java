package dev.evenkeel.runbook.steps.own;

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
public final class Found {
    private Found() {}

    /** By which statements the runbook controls the servers. */
    public record WayOfControl(Control way) implements Fact {}

    /** Where the stopped replica had executed to: what the copy contains. */
    public record PinnedCoordinates(Coordinates at) implements Fact {}

    /** Where it had fetched to. */
    public record FetchedCoordinates(Coordinates at) implements Fact {}

    public record MovedDatabases(List<String> names) implements Fact {}

    /** @param file its name in the run's folder */
    public record PinnedDump(String file, String sha256) implements Fact {}

    /** Objects of the dump that were loaded under the loading account. */
    public record DefinersAtLoad(List<RewrittenDefiner> objects) implements Fact {}

    /** Objects that do not have their own definer yet. */
    public record DefinersWaiting(List<RewrittenDefiner> objects) implements Fact {}

    /** Events that were created under the loading account. */
    public record DefinersOfEvents(List<RewrittenDefiner> objects) implements Fact {}

    public record OwnDatabases(List<String> names) implements Fact {}

    /** Accounts that this run made on the target, as SQL names them. */
    public record OwnAccounts(List<String> names) implements Fact {}

    public record ProofAtThePin(List<TableName> tables, long rows, Duration took) implements Fact {}

    /** Where the target's own binlog ended after the copy. */
    public record TargetAfterCopy(BinlogPosition at) implements Fact {}

    /** Where it ended when the proof in the freeze began. */
    public record TargetAtProof(BinlogPosition at) implements Fact {}

    /** How far the target was behind the source when it had caught up. */
    public record TargetsLag(Duration time) implements Fact {}

    /** Where the target's own binlog ended just before the target was opened. */
    public record TargetAtOpening(BinlogPosition at) implements Fact {}

    /** How long the checks of the freeze beside the rows took while both sides were in use. */
    public record TimeOfChecks(Duration time) implements Fact {}

    /**
     * When the application was moved.
     *
     * @param newestOnSource the number of the newest connection to the source then; 0 where it is not known
     */
    public record TrafficMoved(Instant at, long newestOnSource) implements Fact {}

    /** Where the source's binlog ended when RDS was asked to switch over. */
    public record BeforeSwitchover(BinlogPosition at) implements Fact {}

    public record BeginOfFreeze(Instant at) implements Fact {}

    /** What the fences' own statements look like in a binlog. */
    public record FenceStatements(List<String> logged) implements Fact {}

    public record FrozenCoordinates(Coordinates at) implements Fact {}

    /** Where in the source's binlog the target ended to follow it. */
    public record LastFromSource(BinlogPosition at) implements Fact {}

    public record LengthOfFreeze(Duration time) implements Fact {}
}
