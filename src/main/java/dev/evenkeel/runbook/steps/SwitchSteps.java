package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.replication.writes.Guest;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.runbook.steps.own.Found.LengthOfFreeze;
import dev.evenkeel.runbook.steps.own.Found.TrafficMoved;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.OwnEvents;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.transfer.AutoIncrements;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.time.Duration;

/** Closes, opens and serves: the steps that decide who may write. */
public final class SwitchSteps {
    private final RunContext run;
    private final Sites sites;
    private final Moved moved;
    private final Traffic traffic;
    private final NoReturn noReturn;

    public SwitchSteps(RunContext run, Sites sites, Moved moved, Traffic traffic, NoReturn noReturn) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
        this.traffic = traffic;
        this.noReturn = noReturn;
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "read_only = 1, on RDS by the parameter group")
    @Grants(on = Role.TARGET, value = Need.READ_ONLY)
    @When("the target is closed for everyone but replication")
    public void close_target() {
        sites.ownFence(Role.TARGET).close();
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "read_only = 0, on RDS by the parameter group")
    @When("the target is opened for writes")
    public void open_target() {
        if (run.step().undoes()) {
            noReturn.keepsTargetClosed().ifPresent(because -> {
                throw new Obstacle(
                        "target: it stays closed, because " + because + "; what it accepted now would be lost. Send"
                                + " the application to the source, then open the target or remove it");
            });
        } else {
            new LastingFence(run, sites).refuseUnlessClosed();
            noReturn.opens();
        }
        sites.ownFence(Role.TARGET).open();
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "the values of all tables and InnoDB's counters, so that the switch looks only at what has moved since")
    @Finds(KnownIncrements.class)
    @Given("the AUTO_INCREMENT values of source and target are read")
    public void read_increments() {
        run.begin(new KnownIncrements(increments().know(moved.databases())));
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what =
                    "ALTER TABLE … AUTO_INCREMENT where it is lower, of tables that were lower or have moved since they were read")
    @Grants(on = Role.TARGET, value = Need.COPY)
    @When("the target's AUTO_INCREMENT values are raised to the source's")
    public void raise_increments() {
        run.findLive(KnownIncrements.class)
                .flatMap(KnownIncrements::known)
                .ifPresentOrElse(
                        known -> increments().raise(known, moved.databases(), run.sentTo(Role.TARGET)),
                        () -> increments().raise(moved.databases(), run.sentTo(Role.TARGET)));
    }

    /** Whoever has a higher number connected later. Not being told must not end a switch that has taken place. */
    private long newestOnSource() {
        try {
            return run.master(Role.SOURCE).read(Guest::newest);
        } catch (DatabaseException e) {
            return 0;
        }
    }

    private AutoIncrements increments() {
        return new AutoIncrements(run.master(Role.SOURCE), run.master(Role.TARGET));
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "ALTER EVENT … ENABLE or DISABLE as the source holds them now")
    @Grants(on = Role.TARGET, value = Need.OBJECTS)
    @When("the target's events are set as on the source")
    public void put_in_force() {
        new OwnEvents(run, moved, sites.own()).putInForce();
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "ALTER EVENT … DISABLE ON SLAVE, of those that this run put in force")
    @When("the target's events are disabled again")
    public void wait_again() {
        new OwnEvents(run, moved, sites.own()).waitAgain();
    }

    @Does(
            value = Effect.IRREVERSIBLE,
            repeatable = true,
            what = "the application's endpoint names the target; from now on the target has what the source lacks")
    @When("the application is pointed at the target")
    public void point_application() {
        traffic.endpoint().pointTo(run.master(Role.TARGET).endpoint());
        run.facts()
                .find(BeginOfFreeze.class)
                .map(begun -> Duration.between(begun.at(), run.clock().instant()))
                .ifPresent(length -> run.facts().put(new LengthOfFreeze(length)));
        run.facts().put(new TrafficMoved(run.clock().instant(), newestOnSource()));
    }
}
