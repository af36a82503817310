package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.server.Settings;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.CloudEvent;
import dev.evenkeel.replication.writes.ServerWrites;
import dev.evenkeel.runbook.glue.Asks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.Optional;

/** What only the control plane of the servers knows. */
public final class RdsSteps {
    private static final String READ_ONLY = "read_only";
    private static final String CLOSED = "1";
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

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
        ControlPlane plane = plane();
        ControlPlane.Look look = plane.readiness(run.clock().instant());
        Obstacle.refuse(look.obstacles());
        look.notes().forEach(run::note);
    }

    @Asks({"cloudwatch:GetMetricData", "rds:DescribeDBInstances", "rds:DescribeEvents"})
    @Does(
            value = Effect.READ_ONLY,
            what =
                    "asks CloudWatch for replication lag, free storage, connections and binlogs, and RDS for its events; warns where they are"
                            + " a cause for concern, says what is missing, and never stops the run")
    @Then("what RDS and CloudWatch recorded in the last {duration} is kept for the report")
    public void keep_recorded(Duration back) {
        ControlPlane.Recorded recorded =
                plane().recorded(run.clock().instant(), back, role -> Settings.mostConnections(run.master(role)));
        recorded.metrics().forEach(metric -> told(metric).enter(run.journal()));
        recorded.events()
                .forEach(event -> new CloudEvent.Happened(event.role().label(), Optional.of(event.at()), event.what())
                        .enter(run.journal()));
        recorded.unknown().forEach(run::note);
    }

    private static CloudEvent told(ControlPlane.Metric metric) {
        return new CloudEvent.Metric(
                metric.role().label(),
                metric.what(),
                CloudEvent.MetricUnit.valueOf(metric.unit().name()),
                metric.period().toMillis(),
                metric.readings().entrySet().stream()
                        .map(reading -> new CloudEvent.Reading(Optional.of(reading.getKey()), reading.getValue()))
                        .toList(),
                metric.limit(),
                metric.warning(),
                metric.unknown());
    }

    private ControlPlane plane() {
        return run.servers()
                .controlPlane()
                .orElseThrow(() -> new NotShown("these servers have no control plane that could be asked"));
    }

    /**
     * Slow, and so no part of the outage. It keeps out whoever is not named in a fence, and stays through restarts. Asked for twice it
     * comes to the same.
     */
    @Asks({"rds:DescribeDBInstances", "rds:ModifyDBParameterGroup"})
    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "ModifyDBParameterGroup with read_only = 1, then asks the server until it shows it")
    @When("the source is closed by its parameter group as well, within {duration}")
    public void put_belt_on(Duration limit) {
        ControlPlane plane = plane();
        ServerWrites source = new ServerWrites(run.master(Role.SOURCE));
        run.sentTo(Role.SOURCE).accept(plane.settingByHand(Role.SOURCE, READ_ONLY, CLOSED));
        Await await = new Await(run.observer(), LOOK_EVERY);
        await.until("the parameter group of the source takes a value", "taken", limit, () -> {
            try {
                plane.set(Role.SOURCE, READ_ONLY, CLOSED);
                return new Await.Look("taken", true);
            } catch (ControlPlane.Refused e) {
                if (!e.passing()) {
                    throw e;
                }
                return new Await.Look(e.getMessage(), false);
            }
        });
        await.until("the source shows read_only as its parameter group has it", CLOSED, limit, () -> {
            // An answer of the control plane says that the value was taken; that it is in force only the server says.
            String progress = plane.progress(Role.SOURCE);
            boolean closed = source.readOnly();
            return new Await.Look((closed ? CLOSED : "0") + " (" + progress + ")", closed);
        });
    }
}
