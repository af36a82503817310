package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.fault.LaggingApplier;
import dev.evenkeel.fault.Vandal;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FetchedCoordinates;
import dev.evenkeel.runbook.steps.own.Found.PinnedCoordinates;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.Sites;
import io.cucumber.java.en.When;
import java.time.Duration;

/** What goes wrong in drills. Refused on servers that were not started for the run. */
public final class DrillSteps {
    private final RunContext run;
    private final Sites sites;
    private final Moved moved;
    private final Damages damages;

    public DrillSteps(RunContext run, Sites sites, Moved moved, Damages damages) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
        this.damages = damages;
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.SERVERS,
            what = "stops the replica's applier and begins a new binlog file on the source")
    @When("the replica stops applying but continues to fetch for {duration}, across a binlog file")
    public void lag(Duration time) {
        Server replica = expendable(Role.REPLICA);
        sites.ownReplication(Role.REPLICA).partlyStopped();
        LaggingApplier.stop(replica);
        LaggingApplier.rotateBinlog(expendable(Role.SOURCE));
        long end = System.nanoTime() + time.toNanos();
        run.await().until("the replica fetches what it does not apply", "far apart", time.plusSeconds(30), () -> {
            ReplicaStatus status = sites.replication(Role.REPLICA).status().orElseThrow();
            boolean apart = !status.fetched().file().equals(status.executed().file());
            return new Await.Look(
                    "fetched " + status.fetched() + ", executed " + status.executed(),
                    apart && System.nanoTime() >= end);
        });
        damages.done("the replica fetched from the source and applied nothing, across a binlog file");
    }

    @Does(value = Effect.REVERSIBLE, breaks = Breaks.SERVERS, what = "the classic mistake")
    @Needs({PinnedCoordinates.class, FetchedCoordinates.class})
    @Finds(PinnedCoordinates.class)
    @When("the pinned coordinates are replaced by those the replica had fetched")
    public void take_the_fetched() {
        Coordinates fetched = run.facts().get(FetchedCoordinates.class).at();
        if (fetched.position()
                .equals(run.facts().get(PinnedCoordinates.class).at().position())) {
            throw new Obstacle("the replica had executed all that it had fetched, up to " + fetched.position()
                    + ", so there is nothing to confuse; let it lag when it is stopped");
        }
        String what = "the coordinates "
                + run.facts().get(PinnedCoordinates.class).at().position() + " are replaced by the fetched ones, "
                + fetched.position();
        run.facts().put(new PinnedCoordinates(fetched));
        sites.entered("pinned", Role.SOURCE, fetched);
        damages.done(what);
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.SERVERS,
            what = "an UPDATE by an account that read_only does not hold back")
    @When("a row is changed on the target behind the tool's back")
    public void change() {
        damages.done("a row of " + vandal().changesRow() + " was changed on the target");
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.SERVERS,
            what = "a DELETE by an account that read_only does not hold back")
    @When("a row is deleted on the target behind the tool's back")
    public void delete() {
        damages.done("a row of " + vandal().deletesRow() + " was deleted on the target");
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.SERVERS,
            what = "an INSERT by an account that read_only does not hold back")
    @When("a row is added on the target behind the tool's back")
    public void add() {
        damages.done("a row was added to " + vandal().addsRow() + " on the target");
    }

    @Does(
            value = Effect.REVERSIBLE,
            breaks = Breaks.SERVERS,
            what = "an UPDATE by an account that read_only does not hold back")
    @When("a row is changed on the source in spite of read_only")
    public void change_source() {
        damages.done("a row of " + vandal(Role.SOURCE).changesRow() + " was changed on the source");
    }

    private Vandal vandal() {
        return vandal(Role.TARGET);
    }

    private Vandal vandal(Role role) {
        return new Vandal(expendable(role), moved.tables(role));
    }

    private Server expendable(Role role) {
        if (!run.servers().expendable()) {
            throw new Obstacle("drills break servers, and these were not started for the run; rehearse drills with"
                    + " an embedded profile");
        }
        return run.servers().parameters(role).orElseThrow();
    }
}
