package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.parity.LiveProof;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.Optional;

/** Prepares the source to be followed, and takes it back. */
public final class SourceSteps {
    private static final long NONE = -1;

    private final Migration migration;

    public SourceSteps(Migration migration) {
        this.migration = migration;
    }

    @Does(value = Effect.REVERSIBLE, what = "mysql.rds_set_configuration('binlog retention hours', …)")
    @When("the source keeps its binlogs for {duration}")
    public void keep_binlogs(Duration retention) {
        migration.put(
                Fact.RETENTION_BEFORE,
                migration.sourceSettings().retentionHours().orElse(NONE));
        migration.sourceSettings().keepBinlogs(Optional.of(retention.toHours()));
    }

    @Does(value = Effect.READ_ONLY, what = "reads the retention back")
    @Then("the source shows a retention of at least {duration}")
    public void retention_is(Duration needed) {
        long hours = migration.sourceSettings().retentionHours().orElse(0L);
        if (hours < needed.toHours()) {
            throw new Migration.Obstacle("source: binlog retention is " + hours + " hours, must be at least "
                    + needed.toHours() + "; the target could lose its place in the binlog");
        }
    }

    @Does(value = Effect.REVERSIBLE, what = "CREATE USER and GRANT REPLICATION SLAVE")
    @When("the replication user is created on the source")
    public void create_replication_user() {
        String user = migration.servers().replication().user();
        if (migration.sourceSettings().hasUser(user)) {
            throw new Migration.Obstacle("source: the account " + user + " exists already; it must be one of this run"
                    + " alone, so drop it or name another in the profile");
        }
        // Before: should the answer be lost, it may be there.
        migration.put(Fact.OWN_REPLICATION_USER, true);
        try {
            migration.sourceSettings().createReplicationUser(migration.servers().replication());
        } catch (DatabaseException e) {
            // Somebody else made it meanwhile.
            migration.put(Fact.OWN_REPLICATION_USER, !e.is(ServerError.ER_CANNOT_USER));
            throw e;
        }
    }

    @Does(value = Effect.REVERSIBLE, what = "DROP USER")
    @When("the replication user is dropped from the source")
    public void drop_replication_user() {
        String user = migration.servers().replication().user();
        if (migration.did(Fact.OWN_REPLICATION_USER)) {
            migration.sourceSettings().dropReplicationUser(user);
        } else if (migration.sourceSettings().hasUser(user)) {
            migration.letAlone("source: the account " + user + " was there before this run and is let alone");
        }
    }

    @Does(value = Effect.REVERSIBLE, what = "restores the retention that was found")
    @When("the source keeps its binlogs as long as before")
    public void restore_retention() {
        migration.find(Fact.RETENTION_BEFORE).ifPresent(hours -> migration
                .sourceSettings()
                .keepBinlogs(hours == NONE ? Optional.empty() : Optional.of(hours)));
    }

    @Does(value = Effect.READ_ONLY, what = "looks the account up")
    @Then("the source has no replication user of this run")
    public void no_replication_user() {
        String user = migration.servers().replication().user();
        if (migration.did(Fact.OWN_REPLICATION_USER)
                && migration.sourceSettings().hasUser(user)) {
            throw new Migration.Obstacle("source: the account " + user + " is still there; drop it");
        }
    }

    @Does(value = Effect.REVERSIBLE, what = "read_only = 1, on RDS by the parameter group")
    @When("the source is closed for writes")
    public void close_source() {
        // Its statements would hold up the lock, and look like somebody's that still writes.
        migration.find(Fact.LIVE).ifPresent(LiveProof::rest);
        migration.fence(Role.SOURCE).close(migration.profile().budgets().drain());
        migration.put(Fact.FROZEN_SINCE, System.nanoTime());
        migration.put(Fact.FROZEN_AT, migration.clock().instant());
        if (!migration.fence(Role.SOURCE).closed()) {
            throw new Migration.Obstacle("source: read_only was set and is not on; somebody else sets it too");
        }
    }

    @Does(value = Effect.REVERSIBLE, what = "read_only = 0, on RDS by the parameter group")
    @When("the source is opened for writes")
    public void open_source() {
        migration.fence(Role.SOURCE).open();
    }

    @Does(value = Effect.REVERSIBLE, what = "makes and drops an empty database as the master user")
    @Then("a write on the source succeeds")
    public void write_on_source() {
        migration.fence(Role.SOURCE).provesWritable();
    }
}
