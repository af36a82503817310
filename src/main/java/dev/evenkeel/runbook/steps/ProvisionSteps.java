package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Provisioning;
import dev.evenkeel.environment.Provisioning.Made;
import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.Asks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.PinnedCoordinates;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;

/** Has RDS make what the move needs. Each thing has one name and the run's tag, so that every step may be taken again. */
public final class ProvisionSteps {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final RunContext run;

    public ProvisionSteps(RunContext run) {
        this.run = run;
    }

    private Provisioning rds() {
        return run.servers()
                .controlPlane()
                .flatMap(ControlPlane::provisioning)
                .orElseThrow(
                        () -> new Obstacle("these servers have no control plane that could create any; use a profile of"
                                + " kind rds, or take the step out of the runbook"));
    }

    private void told(Made made) {
        run.note(made + " is there for this run; to delete it by hand: " + rds().deletingByHand(made));
    }

    @Asks({
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:CreateDBParameterGroup",
        "rds:DescribeDBParameterGroups",
        "rds:ModifyDBParameterGroup"
    })
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what =
                    "CreateDBParameterGroup and ModifyDBParameterGroup, tagged with the run; one of somebody else's is refused")
    @When("the parameter group of the {role} is created at RDS")
    public void group(Role role) {
        rds().createGroup(role, run.id());
        told(rds().group(role));
    }

    @Asks({
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:CreateDBInstanceReadReplica",
        "rds:DescribeDBInstances"
    })
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "CreateDBInstanceReadReplica, tagged with the run; one of somebody else's is refused")
    @When("the replica is created at RDS, following the source")
    public void replica() {
        rds().createReplica(run.id());
        told(rds().instance(Role.REPLICA));
    }

    @Asks({
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:CreateDBInstance",
        "rds:DescribeDBInstances",
        "kms:CreateGrant",
        "kms:DescribeKey"
    })
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "CreateDBInstance with StorageEncrypted, tagged with the run; one of somebody else's is refused")
    @When("the target is created at RDS, empty and encrypted")
    public void target() {
        rds().createTarget(run.id());
        told(rds().instance(Role.TARGET));
    }

    @Asks({
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:CreateDBSnapshot",
        "rds:DescribeDBSnapshots",
        "rds:DescribeDBInstances"
    })
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "CreateDBSnapshot, tagged with the run: what the stopped replica holds")
    @Needs(PinnedCoordinates.class)
    @When("a snapshot of the stopped replica is created at RDS")
    public void snapshot() {
        rds().createSnapshot(run.id());
        told(rds().snapshot(run.id(), false));
    }

    @Asks({
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:CopyDBSnapshot",
        "rds:DescribeDBSnapshots",
        "kms:CreateGrant",
        "kms:DescribeKey"
    })
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "CopyDBSnapshot with the target's key, which encrypts the copy")
    @When("the snapshot is copied at RDS with the key of the target")
    public void encrypt() {
        rds().encryptSnapshot(run.id());
        told(rds().snapshot(run.id(), true));
    }

    @Asks({
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:RestoreDBInstanceFromDBSnapshot",
        "rds:DescribeDBInstances",
        "kms:CreateGrant",
        "kms:DescribeKey"
    })
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "RestoreDBInstanceFromDBSnapshot, tagged with the run; one of somebody else's is refused")
    @When("the target is restored at RDS from the encrypted copy")
    public void restore() {
        rds().restoreTarget(run.id());
        told(rds().instance(Role.TARGET));
    }

    @Asks({"rds:DescribeDBInstances"})
    @Does(
            value = Effect.READ_ONLY,
            what =
                    "until RDS shows it available, its parameters in-sync and an endpoint; a state that no waiting ends fails")
    @Then("the {role} is available at RDS within {duration}")
    public void available(Role role, Duration limit) {
        await(rds().instance(role), limit);
    }

    @Asks({"rds:DescribeDBSnapshots"})
    @Does(value = Effect.READ_ONLY, what = "until RDS shows it available; a state that no waiting ends fails")
    @Then("the snapshot is available at RDS within {duration}")
    public void snapshot_available(Duration limit) {
        await(rds().snapshot(run.id(), false), limit);
    }

    @Asks({"rds:DescribeDBSnapshots"})
    @Does(value = Effect.READ_ONLY, what = "until RDS shows it available; a state that no waiting ends fails")
    @Then("the encrypted copy is available at RDS within {duration}")
    public void copy_available(Duration limit) {
        await(rds().snapshot(run.id(), true), limit);
    }

    /** Seen twice: some states come and go. */
    private void await(Made made, Duration limit) {
        int[] seen = {0};
        new Await(run.observer(), PACE).until(made + " is available", "available, in-sync", limit, () -> {
            Provisioning.Progress progress = rds().progress(made);
            if (progress.failed()) {
                throw new Obstacle(
                        made + " is " + progress.shown() + ", which no waiting ends; look at its events at RDS,"
                                + " and delete it before you begin again: " + rds().deletingByHand(made));
            }
            seen[0] = progress.ready() ? seen[0] + 1 : 0;
            return new Await.Look(progress.shown(), seen[0] == 2);
        });
    }

    @Asks({"rds:DeleteDBInstance", "rds:DescribeDBInstances", "rds:ListTagsForResource"})
    @Does(
            value = Effect.IRREVERSIBLE,
            repeatable = true,
            what =
                    "DeleteDBInstance without a last snapshot, where the instance has this run's tag; else it is left alone")
    @When("the replica that this run created is deleted at RDS")
    public void delete_replica() {
        delete(rds().instance(Role.REPLICA));
    }

    @Asks({"rds:DeleteDBSnapshot", "rds:DescribeDBSnapshots", "rds:ListTagsForResource"})
    @Does(
            value = Effect.IRREVERSIBLE,
            repeatable = true,
            what = "DeleteDBSnapshot of both, where they have this run's tag")
    @When("the snapshots that this run created are deleted at RDS")
    public void delete_snapshots() {
        delete(rds().snapshot(run.id(), true));
        delete(rds().snapshot(run.id(), false));
    }

    private void delete(Made made) {
        rds().delete(made, run.id());
        run.note(made + " of this run is deleted");
    }
}
