package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.Found.BeginOfFreeze;
import dev.evenkeel.runbook.steps.Found.LengthOfFreeze;
import dev.evenkeel.transfer.AutoIncrements;
import io.cucumber.java.en.When;
import java.time.Duration;

/** Closes, opens and serves: the steps that decide who may write. */
public final class SwitchSteps {
    private final RunContext run;
    private final Sites sites;
    private final Moved moved;
    private final Traffic traffic;

    public SwitchSteps(RunContext run, Sites sites, Moved moved, Traffic traffic) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
        this.traffic = traffic;
    }

    @Does(value = Effect.REVERSIBLE, what = "read_only = 1, on RDS by the parameter group")
    @When("the target is closed for everyone but replication")
    public void close_target() {
        sites.ownFence(Role.TARGET).close();
    }

    @Does(value = Effect.REVERSIBLE, what = "read_only = 0, on RDS by the parameter group")
    @When("the target is opened for writes")
    public void open_target() {
        sites.ownFence(Role.TARGET).open();
    }

    @Does(
            value = Effect.REVERSIBLE,
            what =
                    "ALTER EVENT … ENABLE or DISABLE as the source holds them now; ALTER TABLE … AUTO_INCREMENT where it is lower")
    @When("the target's events and AUTO_INCREMENT values are set as on the source")
    public void put_in_place() {
        Server source = run.master(Role.SOURCE);
        Server target = run.master(Role.TARGET);
        new AutoIncrements(source, target).raise(moved.databases(), run.sentTo(Role.TARGET));
        new OwnEvents(run, moved, sites.own()).putInForce();
    }

    @Does(value = Effect.REVERSIBLE, what = "ALTER EVENT … DISABLE ON SLAVE, of those that this run put in force")
    @When("the target's events wait again")
    public void wait_again() {
        new OwnEvents(run, moved, sites.own()).waitAgain();
    }

    @Does(
            value = Effect.IRREVERSIBLE,
            what = "the application's endpoint names the target; from now on the target has what the source lacks")
    @When("the application is pointed at the target")
    public void point_application() {
        traffic.endpoint().pointTo(run.master(Role.TARGET).endpoint());
        run.facts()
                .find(BeginOfFreeze.class)
                .map(begun -> Duration.between(begun.at(), run.clock().instant()))
                .ifPresent(length -> run.facts().put(new LengthOfFreeze(length)));
    }
}
