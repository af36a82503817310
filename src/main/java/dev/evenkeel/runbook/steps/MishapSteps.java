package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Machine;
import dev.evenkeel.environment.Role;
import dev.evenkeel.fault.Connections;
import dev.evenkeel.fault.FullDisk;
import dev.evenkeel.fault.LateAnswers;
import dev.evenkeel.fault.Mishaps.Mishap;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Sites;
import io.cucumber.java.en.When;
import java.time.Duration;

/** Networks, machines and disks that fail in drills, for a time. Refused where the servers are not containers of the run. */
public final class MishapSteps {
    private final RunContext run;
    private final Sites sites;
    private final Damages damages;

    public MishapSteps(RunContext run, Sites sites, Damages damages) {
        this.run = run;
        this.sites = sites;
        this.damages = damages;
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.MACHINES,
            what = "off the network that the servers share, and on it again")
    @When("the {role} is cut off from the others for {duration}")
    public void cut_off(Role role, Duration time) {
        damages.now(Mishap.cutOff(machine(role)), time);
    }

    @Does(value = Effect.REVERSIBLE, breaks = Breaks.MACHINES, what = "the same, once replication on the target runs")
    @When("the {role} is cut off from the others for {duration}, as soon as the target follows the source")
    public void cut_off_following(Role role, Duration time) {
        damages.when(this::targetFollows, Mishap.cutOff(machine(role)), time);
    }

    @Does(value = Effect.REVERSIBLE, breaks = Breaks.MACHINES, what = "all its processes are paused, and continue")
    @When("the {role} is paused for {duration}")
    public void pause(Role role, Duration time) {
        damages.now(Mishap.pause(machine(role)), time);
    }

    @Does(value = Effect.REVERSIBLE, breaks = Breaks.MACHINES, what = "the same, once the source is closed for writes")
    @When("the {role} is paused for {duration}, as soon as the source is closed")
    public void pause_frozen(Role role, Duration time) {
        damages.when(this::sourceIsClosed, Mishap.pause(machine(role)), time);
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.MACHINES,
            what = "pauses and works in turn, so that answers are late")
    @When("the {role} answers up to {duration} late for {duration}")
    public void answer_late(Role role, Duration late, Duration time) {
        damages.now(LateAnswers.of(machine(role), late), time);
    }

    @Does(value = Effect.REVERSIBLE, breaks = Breaks.MACHINES, what = "killed, and started again")
    @When("the {role} loses its power for a moment")
    public void restart(Role role) {
        damages.now(Mishap.restart(machine(role)), Duration.ZERO);
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.MACHINES,
            what = "killed once replication on the target runs, and started again")
    @When("the {role} loses its power for a moment, as soon as the target follows the source")
    public void restart_following(Role role) {
        damages.when(this::targetFollows, Mishap.restart(machine(role)), Duration.ZERO);
    }

    @Does(value = Effect.REVERSIBLE, breaks = Breaks.SERVERS, what = "KILL for each, those that replicate included")
    @When("all connections to the {role} are closed")
    public void close_connections(Role role) {
        if (!run.servers().expendable()) {
            throw refused();
        }
        int closed = Connections.close(run.servers().parameters(role).orElseThrow());
        if (closed == 0) {
            throw new Obstacle("the " + role + " had no connection that could be closed; put the drill where"
                    + " somebody is connected");
        }
        damages.done(closed + " connections to the " + role + " were closed");
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.MACHINES,
            what = "filled to the last block, and emptied; needs disk: in the profile")
    @When("the disk of the {role} is full for {duration}")
    public void fill_disk(Role role, Duration time) {
        damages.now(FullDisk.on(machine(role)), time);
    }

    private boolean targetFollows() {
        return sites.replication(Role.TARGET)
                .status()
                .filter(ReplicaStatus::fetching)
                .isPresent();
    }

    private boolean sourceIsClosed() {
        return sites.fence(Role.SOURCE).closed();
    }

    private Machine machine(Role role) {
        return run.servers().machine(role).orElseThrow(MishapSteps::refused);
    }

    private static Obstacle refused() {
        return new Obstacle("this drill breaks machines and networks, and these servers have none of their"
                + " own; rehearse it with a profile of kind containers, for example -e containers");
    }
}
