package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.LastFromSource;
import dev.evenkeel.runbook.steps.own.Found.LengthOfFreeze;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.workload.Application;
import dev.evenkeel.workload.Outage;
import dev.evenkeel.workload.WorkloadResult;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at what the switch did, from the application's side. */
public final class ObserveSteps {
    private static final long ENOUGH_WRITES = 200;
    private static final String NO_APPLICATION = "no application of the rehearsal's own is writing";

    private final RunContext run;
    private final Sites sites;
    private final Traffic traffic;

    public ObserveSteps(RunContext run, Sites sites, Traffic traffic) {
        this.run = run;
        this.sites = sites;
        this.traffic = traffic;
    }

    @Does(value = Effect.READ_ONLY, what = "waits for writes acknowledged after the switch")
    @Then("the application writes to the target within {duration}")
    public void writes_to_target(Duration limit) {
        Application application = application();
        Endpoint target = run.master(Role.TARGET).endpoint();
        long before = application.acknowledgedBy(target);
        long goal = Math.min(ENOUGH_WRITES, application.writesPerSecond());
        run.await().until("the application writes to the target", goal + " writes", limit, () -> {
            long since = application.acknowledgedBy(target) - before;
            return new Await.Look(since + " writes", since >= goal);
        });
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "read_only is on, and the binlog after the frozen position holds nothing but RDS's own")
    @Needs(FrozenCoordinates.class)
    @Then("the source stays closed and unchanged")
    public void source_is_still() {
        if (!sites.fence(Role.SOURCE).closed()) {
            throw new Obstacle("source: it is open for writes again; whatever is written there now is lost");
        }
        BinlogPosition frozen = run.facts().get(FrozenCoordinates.class).at().position();
        BinlogPosition applied = run.facts()
                .find(LastFromSource.class)
                .map(LastFromSource::at)
                .filter(last -> last.compareTo(frozen) > 0)
                .orElse(frozen);
        List<String> written = sites.writes(Role.SOURCE).writtenSince(frozen);
        if (written.isEmpty()) {
            return;
        }
        List<String> lacking = sites.writes(Role.SOURCE).writtenSince(applied);
        String left = lacking.isEmpty()
                ? "; the target followed until " + applied + " and has them, beside what the application wrote there"
                        + " meanwhile; see that both agree"
                : "; the target lacks " + (lacking.equals(written) ? "these writes" : String.join(", ", lacking))
                        + ", carry them over by hand; the source's binlog holds them after " + applied;
        throw new Obstacle("source: written after it was frozen, past read_only: " + String.join(", ", written) + left);
    }

    @Does(value = Effect.READ_ONLY, what = "stops the application and looks for every write of its ledger")
    @Then("every acknowledged write is on the target exactly once")
    public void ledger() {
        WorkloadResult result = application().stopAndVerify(run.master(Role.TARGET));
        event(result).enter(run.journal());
        if (result.acknowledged() == 0) {
            throw new Obstacle("no write was ever acknowledged, so nothing is shown; see why the application"
                    + " could not write");
        }
        if (!result.exact()) {
            throw new Obstacle("of " + result.acknowledged() + " acknowledged writes " + result.lost()
                    + " are lost and " + result.duplicated()
                    + " are on the target more often than written, for example "
                    + String.join(", ", result.examplesOfLost()));
        }
    }

    @Does(value = Effect.READ_ONLY, what = "what the application saw, against budgets.outage")
    @Needs(BeginOfFreeze.class)
    @Then("the outage stayed within the budget")
    public void outage() {
        Duration budget = run.profile().budgets().outage();
        // None is not one of no time: an application that wrote nothing met none either.
        Optional<Outage> outage = traffic.application().map(Application::outage).filter(Outage::happened);
        new MoveEvent.Cutover(
                        run.facts().find(LengthOfFreeze.class).map(length -> length.time()
                                .toMillis()),
                        outage.map(Outage::unavailableMillis),
                        Optional.of(budget.toMillis()),
                        traffic.endpoint().toString(),
                        Optional.of(run.facts().get(BeginOfFreeze.class).at()),
                        outage.map(Outage::lastBefore),
                        outage.map(Outage::firstAfter))
                .enter(run.journal());
        outage.filter(seen -> seen.unavailableMillis() > budget.toMillis()).ifPresent(seen -> {
            throw new Obstacle("the application was without writes for " + seen.unavailableMillis()
                    + " ms, the budget was " + budget.toMillis() + " ms");
        });
        application();
        if (outage.isEmpty()) {
            throw new NotShown("the application met no outage that could be measured");
        }
        if (!outage.get().over()) {
            throw new NotShown("the outage had lasted " + outage.get().unavailableMillis()
                    + " ms and was not over when it was measured");
        }
    }

    private Application application() {
        return traffic.application().orElseThrow(() -> new NotShown(NO_APPLICATION));
    }

    private MoveEvent.Workload event(WorkloadResult result) {
        return new MoveEvent.Workload(
                Optional.of((long) result.connections()),
                Optional.of((long) result.writesPerSecond()),
                Optional.of(result.acknowledged()),
                Optional.of(result.onTarget()),
                Optional.of(result.lost()),
                Optional.of(result.duplicated()),
                Optional.of(result.errorsDuringOutage()),
                Optional.of(result.inDoubt()),
                new MoveEvent.Series(
                        Optional.of(result.series().start()),
                        Optional.of(result.series().bucketMillis()),
                        writes(result, Role.SOURCE),
                        writes(result, Role.TARGET)));
    }

    private List<Long> writes(WorkloadResult result, Role role) {
        return result
                .series()
                .writesByServer()
                .getOrDefault(run.master(role).endpoint().toString(), List.of())
                .stream()
                .map(Integer::longValue)
                .toList();
    }
}
