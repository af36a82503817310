package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FetchedCoordinates;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.LastFromSource;
import dev.evenkeel.runbook.steps.own.Found.PinnedCoordinates;
import dev.evenkeel.runbook.steps.own.Found.TargetsLag;
import dev.evenkeel.runbook.steps.own.Sites;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stops, pins, starts and awaits replication on the replica and the target. */
public final class ReplicationSteps {
    private final RunContext run;
    private final Sites sites;
    private final Set<String> told = new HashSet<>();

    public ReplicationSteps(RunContext run, Sites sites) {
        this.run = run;
        this.sites = sites;
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "mysql.rds_stop_replication()")
    @When("replication on the {role} is stopped")
    public void stop(Role role) {
        tellTrouble(role);
        sites.ownReplication(role).stop();
    }

    /** Before anything is stopped or reset, for the server forgets it then. */
    private void tellTrouble(Role role) {
        sites.replication(role)
                .status()
                .flatMap(ReplicaStatus::error)
                .filter(error -> told.add(role + error))
                .ifPresent(error -> run.note(role + "'s replication: " + error));
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "mysql.rds_start_replication()")
    @When("replication on the {role} is started")
    public void start(Role role) {
        sites.replication(role).start();
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "mysql.rds_start_replication(), where it is stopped")
    @When("replication on the {role} is started again")
    public void start_again(Role role) {
        sites.ownReplication(role).startAgain();
    }

    @Does(value = Effect.READ_ONLY, what = "Relay_Master_Log_File and Exec_Master_Log_Pos, and the GTID with them")
    @Finds({PinnedCoordinates.class, FetchedCoordinates.class})
    @Grants(on = Role.REPLICA, value = Need.POSITIONS)
    @Then("the coordinates the replica has executed are pinned")
    public void pin() {
        ReplicaStatus status = stopped(sites.replication(Role.REPLICA).showStatus());
        Coordinates executed;
        Coordinates fetched;
        try (Session source = run.master(Role.SOURCE).open()) {
            executed = new Coordinates(status.executed(), Binlog.gtidAt(source, status.executed()));
            fetched = new Coordinates(status.fetched(), Binlog.gtidAt(source, status.fetched()));
        }
        checkGtid(executed);
        run.facts().put(new PinnedCoordinates(executed));
        run.facts().put(new FetchedCoordinates(fetched));
        sites.entered("pinned", Role.SOURCE, executed);
    }

    /** The replica's own GTID position must say the same as the file and offset, or one of them is wrong. */
    private void checkGtid(Coordinates executed) {
        try (Session replica = run.master(Role.REPLICA).open()) {
            GtidSet applied = Binlog.applied(replica);
            boolean agree = applied.contains(executed.gtid()) && executed.gtid().contains(applied);
            if (!agree) {
                throw new Obstacle("replica: executed coordinates " + executed.position() + " are GTID "
                        + executed.gtid() + " on the source, the replica says " + applied
                        + "; they must agree; do not copy from it");
            }
        }
    }

    @Does(value = Effect.READ_ONLY, what = "looks at the status again for that long")
    @Needs(PinnedCoordinates.class)
    @Then("the pinned coordinates stay unchanged for {duration}")
    public void pinned_coordinates_stay(Duration rest) {
        Coordinates pinned = run.facts().get(PinnedCoordinates.class).at();
        long end = System.nanoTime() + rest.toNanos();
        run.await().until("the pinned coordinates stay unchanged", "no change", rest.plusSeconds(30), () -> {
            ReplicaStatus status = stopped(sites.replication(Role.REPLICA).status());
            if (!status.executed().equals(pinned.position())) {
                throw new Obstacle("replica: its executed coordinates moved from " + pinned.position() + " to "
                        + status.executed() + "; somebody started its replication; stop it and pin again");
            }
            return new Await.Look("unchanged", System.nanoTime() >= end);
        });
    }

    @Does(value = Effect.READ_ONLY, what = "SHOW BINARY LOGS on the source")
    @Needs(PinnedCoordinates.class)
    @Grants(on = Role.SOURCE, value = Need.POSITIONS)
    @Then("the source still has the binlog file of the pinned coordinates")
    public void binlog_is_kept() {
        Coordinates pinned = run.facts().get(PinnedCoordinates.class).at();
        if (!sites.writes(Role.SOURCE).keeps(pinned.position())) {
            throw new Obstacle("source: the binlog " + pinned.position().file() + " is purged already; raise the"
                    + " retention and pin again");
        }
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "mysql.rds_set_external_master(host, port, user, …, file, position, ssl)")
    @Needs(PinnedCoordinates.class)
    @When("the target is pointed at the source, from the pinned coordinates")
    public void follow() {
        sites.ownReplication(Role.TARGET)
                .follow(
                        run.servers().reachedByOthers(Role.SOURCE),
                        run.servers().replication());
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what =
                    "mysql.rds_set_external_master_gtid(host, port, user, …, gtid, ssl); the target keeps its place by GTID")
    @Needs(PinnedCoordinates.class)
    @When("the target is pointed at the source, from the GTID of the pinned coordinates")
    public void follow_by_gtid() {
        sites.ownReplication(Role.TARGET)
                .followByGtid(
                        run.servers().reachedByOthers(Role.SOURCE),
                        run.servers().replication());
    }

    @Does(value = Effect.READ_ONLY, what = "both threads run without an error")
    @Then("replication on the {role} runs within {duration}")
    public void runs(Role role, Duration limit) {
        sites.ownReplication(role).mustRun();
        sites.catchUp().untilRunning(role.label(), sites.replication(role), limit);
        sites.replication(role).showStatus();
    }

    @Does(value = Effect.READ_ONLY, what = "waits by position until it comes no closer, within the budget catchUp")
    @Finds(TargetsLag.class)
    @Then("the target catches up with the source")
    public void catch_up() {
        Duration behind = sites.catchUp()
                .closely(
                        "target",
                        sites.replication(Role.TARGET),
                        () -> sites.writes(Role.SOURCE).end().position(),
                        run.profile().budgets().catchUp());
        run.facts().put(new TargetsLag(behind));
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "how far the stopped target has applied the source's binlog, and what is there after the frozen position")
    @Needs(FrozenCoordinates.class)
    @Finds(LastFromSource.class)
    @Then("what the source wrote after it was frozen is listed")
    public void name_late_arrivals() {
        ReplicaStatus status = sites.replication(Role.TARGET)
                .status()
                .orElseThrow(() -> new Obstacle("target: it follows no source any more, so nobody can know what came"
                        + " from it last; look before the target forgets the source"));
        if (!status.stopped()) {
            throw new Obstacle("target: its replication runs, must be stopped, so that nothing comes from the source"
                    + " after this look");
        }
        BinlogPosition frozen = run.facts().get(FrozenCoordinates.class).at().position();
        run.facts().put(new LastFromSource(status.executed()));
        if (status.executed().compareTo(frozen) <= 0) {
            return;
        }
        List<String> late = sites.writes(Role.SOURCE).writtenBetween(frozen, status.executed());
        if (!late.isEmpty()) {
            run.deviation(
                    "the target applied what was written on the source after it was frozen: " + String.join(", ", late),
                    "its replication is stopped after the application has moved, and somebody wrote on the source past"
                            + " the fence, between " + frozen + " and " + status.executed() + " of its binlog");
        }
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "mysql.rds_reset_external_master()")
    @When("the target forgets the source")
    public void forget() {
        tellTrouble(Role.TARGET);
        sites.ownReplication(Role.TARGET).forget();
    }

    @Does(value = Effect.READ_ONLY, what = "reads the status")
    @Then("the target follows no source")
    public void follows_none() {
        sites.ownReplication(Role.TARGET).followsNone();
    }

    private static ReplicaStatus stopped(Optional<ReplicaStatus> found) {
        ReplicaStatus status = found.orElseThrow(() -> new Obstacle("the replica follows no source"));
        if (!status.stopped()) {
            throw new Obstacle("replica: its replication runs; it must be stopped to be copied");
        }
        return status;
    }
}
