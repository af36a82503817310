package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Gates;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.ProofAtThePin;
import dev.evenkeel.runbook.steps.own.Found.TargetAtProof;
import dev.evenkeel.runbook.steps.own.Found.TargetsLag;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.proof.Freeze;
import dev.evenkeel.runbook.steps.proof.RowsAtRest;
import dev.evenkeel.runbook.steps.proof.RunningProof;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.util.List;

/** From the decision to the proof: how long it will take, whether it may, and where the source stopped. */
public final class FreezeSteps {
    /** What the freeze takes beside the proof, seen to be about 2 s: drain, catch up, stop, reset, switch. */
    private static final Duration BESIDE_THE_PROOF = Duration.ofSeconds(2);

    private final RunContext run;
    private final Sites sites;
    private final Freeze freeze;
    private final RowsAtRest rows;

    private final Gates gates;

    public FreezeSteps(RunContext run, Sites sites, Freeze freeze, RowsAtRest rows, Gates gates) {
        this.gates = gates;
        this.run = run;
        this.sites = sites;
        this.freeze = freeze;
        this.rows = rows;
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "refuses a freeze whose proof would outlast the budget, by the measured rate")
    @Needs(
            value = TargetsLag.class,
            oneOf = {RunningProof.class, ProofAtThePin.class})
    @Given("the proof in the freeze fits the outage budget")
    public void fits_the_budget() {
        Duration behind = run.facts().get(TargetsLag.class).time();
        Duration proof = run.findLive(RunningProof.class)
                .map(live -> live.proof().expected())
                .orElseGet(() -> run.facts().get(ProofAtThePin.class).took());
        Duration expected = proof.plus(behind).plus(BESIDE_THE_PROOF);
        Duration budget = run.profile().budgets().outage();
        run.note("the freeze is expected to last " + expected.toMillis() + " ms: " + proof(proof) + ", the target was "
                + behind.toMillis() + " ms behind");
        if (expected.compareTo(budget) > 0) {
            throw new Obstacle("the freeze would last about " + expected.toSeconds() + " s, "
                    + behind.toSeconds() + " s of them until the target has caught up, the budget is "
                    + budget.toSeconds() + " s; raise budgets.outage, move fewer rows, or freeze when less is written;"
                    + " nothing was frozen");
        }
    }

    private String proof(Duration expected) {
        return run.findLive(RunningProof.class)
                .map(RunningProof::proof)
                .map(live -> "by the rates of the live proof " + expected.toMillis() + " ms for the " + live.residue()
                        + " changed rows and the tables that it could not prove")
                .orElseGet(() -> "the comparison of "
                        + run.facts().get(ProofAtThePin.class).rows() + " rows took " + expected.toMillis()
                        + " ms while the application was writing");
    }

    @Does(value = Effect.READ_ONLY, what = "a person's decision; without an answer the run does not continue")
    @Given("the gate {string} is passed")
    public void gate(String gate) {
        gates.pass(gate);
    }

    @Does(value = Effect.READ_ONLY, what = "waits until nobody is writing any more, within the budget drain")
    @Grants(on = Role.SOURCE, value = Need.SESSIONS)
    @Then("no open transaction is left on the source")
    public void drained() {
        new Drain(run, sites).until(Role.SOURCE);
    }

    @Does(value = Effect.READ_ONLY, what = "SHOW MASTER STATUS on the drained source")
    @Finds(FrozenCoordinates.class)
    @Grants(on = Role.SOURCE, value = Need.POSITIONS)
    @Then("the last position of the source is frozen")
    public void frozen() {
        Coordinates end = sites.writes(Role.SOURCE).end();
        run.facts().put(new FrozenCoordinates(end));
        sites.entered("frozen", Role.SOURCE, end);
    }

    @Does(value = Effect.READ_ONLY, what = "waits by position, within the budgets catchUp and outage")
    @Needs(FrozenCoordinates.class)
    @Grants(on = Role.TARGET, value = Need.POSITIONS)
    @Then("the target has applied the source up to the frozen position")
    public void target_is_there() {
        // The source is closed meanwhile, so the shorter one counts.
        Duration catchUp = run.profile().budgets().catchUp();
        Duration limit = catchUp.compareTo(freeze.left()) < 0 ? catchUp : freeze.left();
        sites.catchUp()
                .until(
                        "target",
                        sites.replication(Role.TARGET),
                        run.facts().get(FrozenCoordinates.class).at().position(),
                        limit);
    }

    @Does(value = Effect.READ_ONLY, what = "every row of every table, source against target, nobody writing")
    @Needs(FrozenCoordinates.class)
    @Finds(TargetAtProof.class)
    @Grants(
            on = Role.SOURCE,
            value = {Need.OBJECTS, Need.CHANGES})
    @Grants(
            on = Role.TARGET,
            value = {Need.OBJECTS, Need.CHANGES})
    @Then("the target holds what the source holds at the frozen coordinates")
    public void prove() throws InterruptedException {
        freeze.compare(observer -> {
            run.facts().put(new TargetAtProof(sites.writes(Role.TARGET).end().position()));
            return rows.prove(
                    "frozen",
                    Role.SOURCE,
                    Role.TARGET,
                    run.facts().get(FrozenCoordinates.class).at(),
                    observer);
        });
    }

    @Does(value = Effect.READ_ONLY, what = "reads the binlog after the frozen position: nothing but RDS's own")
    @Needs(FrozenCoordinates.class)
    @Grants(
            on = Role.SOURCE,
            value = {Need.CHANGES, Need.POSITIONS})
    @Then("nobody has written to the source since it was frozen")
    public void nobody_wrote() {
        refuseStrangers(
                Role.SOURCE, run.facts().get(FrozenCoordinates.class).at().position());
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "reads both binlogs, after the frozen position and after the position of the proof")
    @Needs({FrozenCoordinates.class, TargetAtProof.class})
    @Grants(on = Role.SOURCE, value = Need.CHANGES)
    @Grants(on = Role.TARGET, value = Need.CHANGES)
    @Then("nobody but replication has written to source or target since the proof")
    public void nobody_wrote_to_either() {
        refuseStrangers(
                Role.SOURCE, run.facts().get(FrozenCoordinates.class).at().position());
        refuseStrangers(Role.TARGET, run.facts().get(TargetAtProof.class).at());
    }

    private void refuseStrangers(Role role, BinlogPosition since) {
        List<String> written = sites.writes(role).writtenSince(since);
        if (!written.isEmpty()) {
            throw new Obstacle(role + ": written after " + since + " of its binlog, past read_only: "
                    + String.join(", ", written)
                    + "; find the account with SUPER or READ_ONLY ADMIN that does so, an event's perhaps, and stop it");
        }
    }
}
