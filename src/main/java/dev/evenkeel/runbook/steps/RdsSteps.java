package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.runbook.glue.Asks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import io.cucumber.java.en.Given;

/** What only the control plane of the servers knows. */
public final class RdsSteps {
    private final RunContext run;

    public RdsSteps(RunContext run) {
        this.run = run;
    }

    @Asks({
        "rds:DescribeDBInstances",
        "rds:DescribeDBParameters",
        "rds:DescribeEvents",
        "rds:DescribePendingMaintenanceActions"
    })
    @Does(
            value = Effect.READ_ONLY,
            what =
                    "asks RDS: states, pending changes, backups now or soon, parameter groups and filters in them, maintenance, who"
                            + " is whose replica; the events of the last day are notes")
    @Given("RDS shows nothing that would stop or disturb the move")
    public void nothing_disturbs() {
        ControlPlane plane = run.servers()
                .controlPlane()
                .orElseThrow(() -> new NotShown("these servers have no control plane that could be asked"));
        ControlPlane.Look look = plane.readiness(run.clock().instant());
        Obstacle.refuse(look.obstacles());
        look.notes().forEach(run::note);
    }
}
