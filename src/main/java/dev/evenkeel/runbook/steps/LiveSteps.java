package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.live.FrozenResult;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.FollowerWatch;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.ProofAtThePin;
import dev.evenkeel.runbook.steps.own.Found.TargetAfterCopy;
import dev.evenkeel.runbook.steps.own.Found.TargetAtProof;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.proof.Compared;
import dev.evenkeel.runbook.steps.proof.Freeze;
import dev.evenkeel.runbook.steps.proof.FrozenInventory;
import dev.evenkeel.runbook.steps.proof.Inventory;
import dev.evenkeel.runbook.steps.proof.InventoryAhead;
import dev.evenkeel.runbook.steps.proof.RunningProof;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.util.Optional;

/** The proof that begins while both sides are live, so that the freeze has little left to compare. */
public final class LiveSteps {
    /** It ends by itself, or with replication that comes no further: what cannot be proved is left to the freeze. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final RunContext run;
    private final Sites sites;
    private final Moved moved;
    private final Inventory inventory;
    private final Freeze freeze;

    public LiveSteps(RunContext run, Sites sites, Moved moved, Inventory inventory, Freeze freeze) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
        this.inventory = inventory;
        this.freeze = freeze;
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "every table in snapshots of both sides; from here on both binlogs are read for what changes")
    @Finds(RunningProof.class)
    @Grants(
            on = Role.SOURCE,
            value = {Need.OBJECTS, Need.CHANGES, Need.POSITIONS})
    @Grants(
            on = Role.TARGET,
            value = {Need.OBJECTS, Need.CHANGES, Need.POSITIONS})
    @Then("the target is proved equal to the source while both are live, as far as possible")
    public void prove_live() throws InterruptedException {
        run.end(RunningProof.class);
        LiveProof live = LiveProof.begin(
                new LiveSides(
                        run.master(Role.SOURCE),
                        run.servers().replication(),
                        run.master(Role.TARGET),
                        this::executed,
                        run.facts().find(TargetAfterCopy.class).map(TargetAfterCopy::at)),
                moved.databases());
        run.begin(new RunningProof(live));
        run.findLive(Compared.class).ifPresent(found -> run.begin(found.upTo(run.master(Role.SOURCE), live.from())));
        live.limits().forEach(limit -> run.deviation(limit, "the live proof learns from binlogs what changes"));
        RowResult result;
        try (FollowerWatch watch = new FollowerWatch(
                run.observer(),
                Role.SOURCE.label(),
                Role.TARGET.label(),
                () -> run.master(Role.SOURCE).read(Binlog::position),
                this::status,
                run.profile().budgets().catchUp())) {
            result = live.await(watch, NO_LIMIT);
        }
        result.event(
                        ParityEvent.Rows.LIVE,
                        Role.SOURCE.label(),
                        Role.TARGET.label(),
                        sites.writes(Role.SOURCE).end().event())
                .enter(run.journal());
        if (result.verdict() == Verdict.DIFFERENT) {
            throw ParityFailure.different("while both are live, " + result.failures());
        }
        if (live.dead().isPresent()) {
            throw ParityFailure.inconclusive(live.dead().get());
        }
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "the rows that changed since the live proof, and the tables it could not prove, nobody writing")
    @Needs({FrozenCoordinates.class, RunningProof.class})
    @Finds(TargetAtProof.class)
    @Then(
            "the target holds what the source holds at the frozen coordinates, comparing what changed since the live proof")
    public void prove_frozen() throws InterruptedException {
        Coordinates frozen = run.facts().get(FrozenCoordinates.class).at();
        LiveProof live = run.live(RunningProof.class).proof();
        FrozenResult found = freeze.compare(observer -> {
            run.facts().put(new TargetAtProof(sites.writes(Role.TARGET).end().position()));
            run.begin(new InventoryAhead(FrozenInventory.begin(run, moved, inventory)));
            return live.proveFrozen(frozen.position(), moved.databases(Role.SOURCE, Role.TARGET), observer);
        });
        FrozenResult result = run.facts()
                .find(ProofAtThePin.class)
                .map(proof -> found.since(proof.tables()))
                .orElse(found);
        result.event(ParityEvent.Rows.FROZEN, Role.SOURCE.label(), Role.TARGET.label(), frozen.event())
                .enter(run.journal());
        result.strangers()
                .forEach(stranger -> run.deviation(
                        "somebody else wrote on the target since the copy: " + stranger,
                        "its binlog has a transaction that the source's does not have"));
        ParityFailure.unlessSame(
                result.rows().verdict(),
                () -> "at the frozen coordinates " + frozen.position() + ", "
                        + result.rows().failures());
    }

    /** One that has stopped still says how far it came; the watch beside says that it stopped. */
    private BinlogPosition executed() {
        return status().orElseThrow(() -> new Obstacle("the target follows no source any more"))
                .executed();
    }

    private Optional<ReplicaStatus> status() {
        return sites.replication(Role.TARGET).status();
    }
}
