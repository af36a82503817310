package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.ReplicaStatus;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Stops, pins, starts and awaits replication on the replica and the target. */
public final class ReplicationSteps {
    private final Migration migration;
    private final Set<String> told = new HashSet<>();

    public ReplicationSteps(Migration migration) {
        this.migration = migration;
    }

    @Does(value = Effect.REVERSIBLE, what = "mysql.rds_stop_replication()")
    @When("replication on the {role} is stopped")
    public void stop(Role role) {
        tellTrouble(role);
        new OwnReplication(migration, role).stop();
    }

    /** Before anything is stopped or reset, for the server forgets it then. */
    private void tellTrouble(Role role) {
        migration
                .replication(role)
                .status()
                .flatMap(ReplicaStatus::error)
                .filter(error -> told.add(role + error))
                .ifPresent(error -> migration.note(role + "'s replication: " + error));
    }

    @Does(value = Effect.REVERSIBLE, what = "mysql.rds_start_replication()")
    @When("replication on the {role} is started")
    public void start(Role role) {
        migration.replication(role).start();
    }

    @Does(value = Effect.REVERSIBLE, what = "mysql.rds_start_replication(), where it is stopped")
    @When("replication on the {role} is started again")
    public void start_again(Role role) {
        new OwnReplication(migration, role).startAgain();
    }

    @Does(value = Effect.READ_ONLY, what = "Relay_Master_Log_File and Exec_Master_Log_Pos, and the GTID beside them")
    @Then("the coordinates the replica has executed are pinned")
    public void pin() {
        ReplicaStatus status = stopped(migration.replication(Role.REPLICA).showStatus());
        Coordinates executed;
        Coordinates fetched;
        try (Session source = migration.master(Role.SOURCE).open()) {
            executed = new Coordinates(status.executed(), Binlog.gtidAt(source, status.executed()));
            fetched = new Coordinates(status.fetched(), Binlog.gtidAt(source, status.fetched()));
        }
        checkGtid(executed);
        migration.put(Fact.PINNED, executed);
        migration.put(Fact.FETCHED, fetched);
        migration.coordinates("pinned", Role.SOURCE, executed);
    }

    /** The replica's own GTID position must say the same as the file and offset, or one of them is wrong. */
    private void checkGtid(Coordinates executed) {
        try (Session replica = migration.master(Role.REPLICA).open()) {
            GtidSet applied = GtidSet.parse(replica.text("SELECT @@GLOBAL.gtid_slave_pos"));
            boolean agree = applied.contains(executed.gtid()) && executed.gtid().contains(applied);
            if (!agree) {
                throw new Migration.Obstacle("replica: executed coordinates " + executed.position() + " are GTID "
                        + executed.gtid() + " on the source, the replica says " + applied
                        + "; they must agree; do not copy from it");
            }
        }
    }

    @Does(value = Effect.READ_ONLY, what = "looks at the status again for that long")
    @Then("they do not move for {duration}")
    public void they_rest(Duration rest) {
        Coordinates pinned = migration.get(Fact.PINNED);
        long end = System.nanoTime() + rest.toNanos();
        migration.await().until("the pinned coordinates rest", "no move", rest.plusSeconds(30), () -> {
            ReplicaStatus status = stopped(migration.replication(Role.REPLICA).status());
            if (!status.executed().equals(pinned.position())) {
                throw new Migration.Obstacle("replica: its executed coordinates moved from " + pinned.position()
                        + " to " + status.executed() + "; somebody started its replication; stop it and pin again");
            }
            return new dev.evenkeel.environment.Await.Look("at rest", System.nanoTime() >= end);
        });
    }

    @Does(value = Effect.READ_ONLY, what = "SHOW BINARY LOGS on the source")
    @Then("the source still keeps the binlog they lie in")
    public void binlog_is_kept() {
        Coordinates pinned = migration.get(Fact.PINNED);
        if (!migration.writes(Role.SOURCE).keeps(pinned.position())) {
            throw new Migration.Obstacle("source: the binlog "
                    + pinned.position().file() + " is purged already; raise the" + " retention and pin again");
        }
    }

    @Does(value = Effect.REVERSIBLE, what = "mysql.rds_set_external_master(host, port, user, …, file, position, ssl)")
    @When("the target is pointed at the source, from the pinned coordinates")
    public void follow() {
        new OwnReplication(migration, Role.TARGET)
                .follow(
                        migration.servers().reachedByOthers(Role.SOURCE),
                        migration.servers().replication());
    }

    @Does(value = Effect.READ_ONLY, what = "both threads run without an error")
    @Then("replication on the {role} runs within {duration}")
    public void runs(Role role, Duration limit) {
        new OwnReplication(migration, role).mustRun();
        migration.catchUp().untilRunning(role.label(), migration.replication(role), limit);
        migration.replication(role).showStatus();
    }

    @Does(value = Effect.READ_ONLY, what = "waits by position until it comes no closer, within the budget catchUp")
    @Then("the target catches up with the source")
    public void catch_up() {
        Duration behind = migration
                .catchUp()
                .closely(
                        "target",
                        migration.replication(Role.TARGET),
                        () -> migration.writes(Role.SOURCE).end().position(),
                        migration.profile().budgets().catchUp());
        migration.put(Fact.BEHIND, behind);
    }

    @Does(value = Effect.REVERSIBLE, what = "mysql.rds_reset_external_master()")
    @When("the target forgets the source")
    public void forget() {
        tellTrouble(Role.TARGET);
        new OwnReplication(migration, Role.TARGET).forget();
    }

    @Does(value = Effect.READ_ONLY, what = "reads the status")
    @Then("the target follows no source")
    public void follows_none() {
        new OwnReplication(migration, Role.TARGET).followsNone();
    }

    private static ReplicaStatus stopped(Optional<ReplicaStatus> found) {
        ReplicaStatus status = found.orElseThrow(() -> new Migration.Obstacle("the replica follows no source"));
        if (!status.stopped()) {
            throw new Migration.Obstacle("replica: its replication runs; it must be stopped to be copied");
        }
        return status;
    }
}
