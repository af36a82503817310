package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Provisioning.BlueGreen;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.runbook.glue.Asks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeforeSwitchover;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.LengthOfFreeze;
import dev.evenkeel.runbook.steps.own.Found.TargetAtOpening;
import dev.evenkeel.runbook.steps.own.Found.TrafficMoved;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.proof.RunningProof;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** RDS copies and switches by itself; the run waits, asks, decides and looks. Blue is the source, green the target. */
public final class BlueGreenSteps {
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration CLOSELY = Duration.ofMillis(200);

    private final RunContext run;
    private final Sites sites;

    public BlueGreenSteps(RunContext run, Sites sites) {
        this.run = run;
        this.sites = sites;
    }

    private BlueGreen rds() {
        return run.servers()
                .controlPlane()
                .flatMap(ControlPlane::blueGreen)
                .orElseThrow(
                        () -> new Obstacle("the profile asks for no Blue/Green deployment; say blueGreen: true for the"
                                + " target, below create: where the profile is of kind rds"));
    }

    @Asks({
        "rds:AddTagsToResource",
        "rds:CreateBlueGreenDeployment",
        "rds:CreateDBInstanceReadReplica",
        "rds:DescribeBlueGreenDeployments",
        "rds:DescribeDBInstances",
        "kms:CreateGrant",
        "kms:DescribeKey"
    })
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what =
                    "CreateBlueGreenDeployment with the target's key, tagged with the run; one of somebody else's is refused")
    @When("a blue-green deployment of the source is created at RDS")
    public void create() {
        rds().create(run.id());
        run.note("the Blue/Green deployment " + rds().name() + " is there for this run; to delete it by hand: "
                + rds().deletingByHand());
    }

    @Asks({"rds:DescribeBlueGreenDeployments"})
    @Does(value = Effect.READ_ONLY, what = "until RDS shows it AVAILABLE; a state that no waiting ends fails")
    @Then("the blue-green deployment is available at RDS within {duration}")
    public void available(Duration limit) {
        new Await(run.observer(), PACE).until("the Blue/Green deployment is available", "AVAILABLE", limit, () -> {
            BlueGreen.State state = rds().state();
            refuseFailed(state);
            return new Await.Look(state.shown(), state.ready());
        });
    }

    private void refuseFailed(BlueGreen.State state) {
        if (state.failed()) {
            throw new Obstacle("the Blue/Green deployment is " + state.shown() + ", which no waiting ends; look at its"
                    + " tasks and events at RDS, and delete it before you begin again: " + rds().deletingByHand());
        }
    }

    @Does(value = Effect.READ_ONLY, what = "read_only is on there, so that nobody but replication can write")
    @Then("the target takes writes from replication alone")
    public void green_is_closed() {
        if (!sites.writes(Role.TARGET).readOnly()) {
            throw new Obstacle(
                    "target: green takes writes, must be read-only until it takes over; what somebody writes"
                            + " there comes into service with it. Set read_only in its parameter group, or delete the deployment");
        }
    }

    @Asks({
        "rds:DescribeBlueGreenDeployments",
        "rds:DescribeDBInstances",
        "rds:DescribeEvents",
        "rds:ModifyDBInstance",
        "rds:PromoteReadReplica",
        "rds:SwitchoverBlueGreenDeployment"
    })
    @Does(
            value = Effect.IRREVERSIBLE,
            repeatable = true,
            what =
                    "SwitchoverBlueGreenDeployment: RDS closes both, waits for green, moves the names, opens green; where that takes"
                            + " longer it leaves all as it was")
    @Finds({BeginOfFreeze.class, BeforeSwitchover.class, TrafficMoved.class})
    @When("RDS switches over to green within {duration}")
    public void switch_over(Duration limit) {
        BlueGreen.State before = rds().state();
        if (before.ready()) {
            // Its sessions would only be cut off.
            run.end(RunningProof.class);
            run.facts().put(new BeforeSwitchover(sites.writes(Role.SOURCE).end().position()));
            run.facts().put(new BeginOfFreeze(run.clock().instant()));
            rds().switchOver(limit);
        } else if (run.facts().find(BeginOfFreeze.class).isEmpty()) {
            throw new Obstacle("the Blue/Green deployment is " + before.shown()
                    + ", must be AVAILABLE; this run has not switched it over");
        }
        new Await(run.observer(), CLOSELY)
                .until("RDS has switched over to green", "SWITCHOVER_COMPLETED", limit.plus(limit), () -> {
                    BlueGreen.State state = rds().state();
                    if (state.failed()) {
                        throw new Obstacle("RDS has not switched over: " + state.shown()
                                + "; it says that it leaves all as it was, so blue serves. See what kept it, then begin"
                                + " again");
                    }
                    return new Await.Look(state.shown(), state.switched());
                });
        run.facts()
                .put(new LengthOfFreeze(Duration.between(
                        run.facts().get(BeginOfFreeze.class).at(), run.clock().instant())));
        run.facts().put(new TrafficMoved(run.clock().instant(), 0));
    }

    @Asks({"rds:DescribeDBInstances", "rds:DescribeBlueGreenDeployments", "rds:DescribeEvents"})
    @Does(
            value = Effect.READ_ONLY,
            what = "the event \"Binary log coordinates in green environment after switchover\"; no later look tells it")
    @Needs(BeforeSwitchover.class)
    @Finds(TargetAtOpening.class)
    @Then("RDS tells where the target's binlog stood when it was opened, within {duration}")
    public void opened_at(Duration limit) {
        new Await(run.observer(), PACE).until("RDS tells green's coordinates", "an event", limit, () -> {
            Optional<BinlogPosition> told = rds().openedAt();
            told.ifPresent(at -> {
                run.facts().put(new TargetAtOpening(at));
                sites.entered(
                        MoveEvent.Coordinates.OPENED,
                        Role.TARGET,
                        new Coordinates(at, sites.writes(Role.TARGET).end().gtid()));
            });
            return new Await.Look(told.map(BinlogPosition::toString).orElse("no event"), told.isPresent());
        });
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "by GTID: what is in the source's binlog after the last transaction that green has applied")
    @Needs(BeforeSwitchover.class)
    @Finds(FrozenCoordinates.class)
    @Then("the target has everything that the source ever acknowledged")
    public void has_everything() {
        Coordinates applied = sites.writes(Role.SOURCE)
                .appliedBy(
                        run.master(Role.TARGET),
                        run.facts().get(BeforeSwitchover.class).at());
        run.facts().put(new FrozenCoordinates(applied));
        sites.entered("frozen", Role.SOURCE, applied);
        List<String> lacking = sites.writes(Role.SOURCE).writtenSince(applied.position());
        if (!lacking.isEmpty()) {
            throw new Obstacle("target: it lacks what the source wrote after " + applied.position() + " of its binlog: "
                    + String.join(", ", lacking) + "; carry these writes over by hand");
        }
    }

    @Asks({"rds:DeleteBlueGreenDeployment", "rds:DescribeBlueGreenDeployments"})
    @Does(
            value = Effect.IRREVERSIBLE,
            repeatable = true,
            what = "DeleteBlueGreenDeployment where it has this run's tag; both instances stay")
    @When("the blue-green deployment that this run created is deleted at RDS")
    public void delete() {
        rds().delete(run.id());
        run.note("the Blue/Green deployment " + rds().name()
                + " is deleted; the old instance stays until you delete it");
    }
}
