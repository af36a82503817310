package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.writes.BeforeFreeze;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.ProofAtThePin;
import dev.evenkeel.runbook.steps.own.Found.TargetsLag;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.proof.RunningProof;
import io.cucumber.java.en.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person who is asked for the freeze should know of how long it will take, and of what could delay it. */
public final class ForecastSteps {
    private static final int MANY_TABLES = 1_000;
    private static final int SLOW_LATCH_MILLIS = 100;

    private final RunContext run;
    private final Sites sites;
    private final Moved moved;

    public ForecastSteps(RunContext run, Sites sites, Moved moved) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "earlier runs of this runbook in the same folder, the rates of this run, and what is open on the source now")
    @Needs(
            value = TargetsLag.class,
            oneOf = {RunningProof.class, ProofAtThePin.class})
    @Given("the freeze is forecast from what was measured")
    public void forecast() {
        EarlierFreezes earlier = EarlierFreezes.beside(run.journal().folder());
        Duration proof = run.findLive(RunningProof.class)
                .map(live -> live.proof().expected())
                .orElseGet(() -> run.facts().get(ProofAtThePin.class).took());
        Duration behind = run.facts().get(TargetsLag.class).time();
        int tables = moved.tables(Role.SOURCE).size();
        new TrafficEvent.Forecast(
                        earlier.millis().size(),
                        earlier.percentile(50),
                        earlier.percentile(95),
                        proof.toMillis(),
                        behind.toMillis(),
                        tables,
                        delays(tables))
                .enter(run.journal());
    }

    private List<String> delays(int tables) {
        List<String> delays = new ArrayList<>();
        try (Session source = run.master(Role.SOURCE).openPinned()) {
            delays.addAll(BeforeFreeze.longTransactions(source, Duration.ofSeconds(1), moved.ownAccounts()));
            delays.addAll(BeforeFreeze.runningDefinitions(source));
            long events = BeforeFreeze.activeEvents(source);
            if (events > 0) {
                delays.add("the source's event scheduler runs " + events + " events, and one may begin in the freeze");
            }
        }
        Optional.of(tables)
                .filter(many -> many > MANY_TABLES)
                .ifPresent(many ->
                        delays.add(many + " tables are moved, and each is looked at where its binlog shows something"));
        sites.fence(Role.SOURCE)
                .prepare()
                .filter(took -> took.toMillis() > SLOW_LATCH_MILLIS)
                .ifPresent(took -> delays.add("the latch takes about " + took.toMillis()
                        + " ms, in which writers wait: the source opens " + tables + " tables and more for it"));
        if (!sites.replication(Role.TARGET)
                .status()
                .filter(status -> status.fetching() && status.applying())
                .isPresent()) {
            delays.add("the target's replication does not run");
        }
        return delays;
    }
}
