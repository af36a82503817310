package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.runbook.steps.own.Sites;
import java.time.Duration;
import java.time.Instant;

/** The time in which nobody writes, and what may be compared in it. */
public record Freeze(RunContext run, Sites sites) {
    /**
     * A comparison that ends with the outage budget: who waits longer has nothing of a proof.
     *
     * @throws Obstacle when source or target is open for writes
     * @throws ParityFailure when the budget is spent
     */
    public <T> T compare(Comparison<T> comparison) throws InterruptedException {
        if (!sites.fence(Role.SOURCE).closed() || !sites.fence(Role.TARGET).closed()) {
            throw new Obstacle("source and target must be closed for writes while they are compared; one is open");
        }
        return withinTheOutage(comparison);
    }

    public <T> T withinTheOutage(Comparison<T> comparison) throws InterruptedException {
        Duration budget = run.profile().budgets().outage();
        Instant end = end();
        try {
            return comparison.under(new Stoppable(
                    run.journal().observer(),
                    () -> run.step().stopping() || run.clock().instant().isAfter(end)));
        } catch (Stopped e) {
            if (run.step().stopping()) {
                throw e;
            }
            throw ParityFailure.inconclusive("the comparison at the frozen coordinates did not end within the outage"
                    + " budget of " + budget.toSeconds() + " s; raise budgets.outage, or freeze when less is written");
        }
    }

    /** What of the outage budget is not spent yet; all of it before the freeze. */
    public Duration left() {
        Duration left = Duration.between(run.clock().instant(), end());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Instant end() {
        return run.facts()
                .find(BeginOfFreeze.class)
                .map(BeginOfFreeze::at)
                .orElseGet(() -> run.clock().instant())
                .plus(run.profile().budgets().outage());
    }

    /** A comparison that tells its observer how it comes on, and ends when that has enough. */
    public interface Comparison<T> {
        T under(Observer observer) throws InterruptedException;
    }
}
