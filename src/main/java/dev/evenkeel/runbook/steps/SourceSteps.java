package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.replication.control.BinlogRetention;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.runbook.steps.own.OwnChanges;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.own.Thing;
import dev.evenkeel.runbook.steps.proof.RunningProof;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;

/** Prepares the source to be followed, and takes it back. */
public final class SourceSteps {
    private final RunContext run;
    private final Sites sites;
    private final OwnChanges own;

    public SourceSteps(RunContext run, Sites sites, OwnChanges own) {
        this.run = run;
        this.sites = sites;
        this.own = own;
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "mysql.rds_set_configuration('binlog retention hours', …) or SET GLOBAL expire_logs_days, where they"
                    + " are kept for less")
    @When("the source keeps its binlogs for {duration}")
    public void keep_binlogs(Duration needed) {
        BinlogRetention retention = sites.retention();
        if (retention.kept().compareTo(needed) < 0) {
            String before = retention.setting();
            String after = retention.settingFor(needed);
            own.intend(Role.SOURCE, Thing.RETENTION, before, after);
            retention.set(after);
        }
    }

    @Does(value = Effect.READ_ONLY, what = "reads the retention back")
    @Then("the source shows a retention of at least {duration}")
    public void retention_is(Duration needed) {
        Duration kept = sites.retention().kept();
        if (kept.compareTo(needed) < 0) {
            throw new Obstacle("source: binlog retention is " + kept.toHours() + " hours, must be at least "
                    + needed.toHours() + "; the target could lose its place in the binlog");
        }
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "CREATE USER and GRANT REPLICATION SLAVE")
    @Grants(
            on = Role.SOURCE,
            value = {Need.ACCOUNTS, Need.CHANGES, Need.POSITIONS})
    @When("the replication user is created on the source")
    public void create_replication_user() {
        if (sites.ownReplicationUser().isFromBefore()) {
            return;
        }
        String user = run.servers().replication().user();
        if (sites.sourceSettings().hasUser(user)) {
            throw new Obstacle("source: the account " + user + " exists already; it must be one of this run"
                    + " alone, so drop it or name another in the profile");
        }
        sites.ownReplicationUser().create();
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "DROP USER")
    @When("the replication user is dropped from the source")
    public void drop_replication_user() {
        sites.ownReplicationUser().drop();
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "restores the retention that was found")
    @When("the source keeps its binlogs as long as before")
    public void restore_retention() {
        BinlogRetention retention = sites.retention();
        own.restore(Role.SOURCE, Thing.RETENTION, retention.setting(), retention::set);
    }

    @Does(value = Effect.READ_ONLY, what = "looks the account up")
    @Then("the source has no replication user of this run")
    public void no_replication_user() {
        sites.ownReplicationUser().refuseIfLeft();
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "read_only = 1, on RDS by the parameter group")
    @Finds(BeginOfFreeze.class)
    @Grants(on = Role.SOURCE, value = Need.READ_ONLY)
    @When("the source is closed for writes")
    public void close_source() {
        // Its statements would hold up the lock, and look like somebody's that still writes.
        run.findLive(RunningProof.class).map(RunningProof::proof).ifPresent(LiveProof::rest);
        sites.ownFence(Role.SOURCE).close();
        run.begin(new HeldFence(sites.fence(Role.SOURCE)));
        run.facts().put(new BeginOfFreeze(run.clock().instant()));
        if (!sites.fence(Role.SOURCE).closed()) {
            throw new Obstacle(
                    "source: it was closed and is open again; somebody else opens it, or its latch was lost");
        }
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "read_only = 0, on RDS by the parameter group")
    @When("the source is opened for writes")
    public void open_source() {
        sites.ownFence(Role.SOURCE).open();
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "makes and drops an empty database as the master user")
    @Grants(on = Role.SOURCE, value = Need.WRITE_TEST)
    @Then("a write on the source succeeds")
    public void write_on_source() {
        sites.ownFence(Role.SOURCE).provesWritable();
    }
}
