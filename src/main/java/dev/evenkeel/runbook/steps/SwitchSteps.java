package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import dev.evenkeel.transfer.AutoIncrements;
import io.cucumber.java.en.When;

/** Closes, opens and serves: the steps that decide who may write. */
public final class SwitchSteps {
    private static final long MILLION = 1_000_000;

    private final Migration migration;

    public SwitchSteps(Migration migration) {
        this.migration = migration;
    }

    @Does(value = Effect.REVERSIBLE, what = "read_only = 1, on RDS by the parameter group")
    @When("the target is closed for everyone but replication")
    public void close_target() {
        new OwnFence(migration, Role.TARGET).close();
    }

    @Does(value = Effect.REVERSIBLE, what = "read_only = 0, on RDS by the parameter group")
    @When("the target is opened for writes")
    public void open_target() {
        new OwnFence(migration, Role.TARGET).open();
    }

    @Does(
            value = Effect.REVERSIBLE,
            what =
                    "ALTER EVENT … ENABLE or DISABLE as the source holds them now; ALTER TABLE … AUTO_INCREMENT where behind")
    @When("the target's events and AUTO_INCREMENT values are put in place")
    public void put_in_place() {
        Server source = migration.master(Role.SOURCE);
        Server target = migration.master(Role.TARGET);
        new AutoIncrements(source, target).raise(migration.databases(), migration.sentTo(Role.TARGET));
        new OwnEvents(migration).putInForce();
    }

    @Does(value = Effect.REVERSIBLE, what = "ALTER EVENT … DISABLE ON SLAVE, of those that this run put in force")
    @When("the target's events wait again")
    public void wait_again() {
        new OwnEvents(migration).waitAgain();
    }

    @Does(
            value = Effect.IRREVERSIBLE,
            what = "the application's endpoint names the target; from now on the target has what the source lacks")
    @When("the application is pointed at the target")
    public void point_application() {
        migration.endpoint().pointTo(migration.master(Role.TARGET).endpoint());
        migration
                .find(Fact.FROZEN_SINCE)
                .ifPresent(since -> migration.put(Fact.FROZEN_MILLIS, (System.nanoTime() - since) / MILLION));
    }
}
