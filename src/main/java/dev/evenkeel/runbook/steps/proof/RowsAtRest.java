package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.live.DroppedTables;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.ProofAtThePin;
import dev.evenkeel.runbook.steps.own.Moved;
import java.util.List;

/** Compares every row of two servers that do not change, and journals the result. */
public record RowsAtRest(RunContext run, Moved moved) {
    /** @throws ParityFailure when they are not proved the same */
    public RowResult prove(String at, Role left, Role right, Coordinates coordinates, Observer observer) {
        RowResult result = compare(at, left, right, coordinates, observer);
        ParityFailure.unlessSame(
                result.verdict(),
                () -> "at the " + at + " coordinates " + coordinates.position() + ", " + result.failures());
        return result;
    }

    private RowResult compare(String at, Role left, Role right, Coordinates coordinates, Observer observer) {
        List<String> databases = moved.databases(left, right);
        RowResult all = new RowComparison(run.master(left), run.master(right), observer)
                .compare(moved.tables(left, databases), moved.tables(right, databases));
        RowResult result = run.facts()
                .find(ProofAtThePin.class)
                .map(before -> all.without(DroppedTables.between(before.tables(), all)))
                .orElse(all);
        result.event(at, left.label(), right.label(), coordinates.event()).enter(run.journal());
        return result;
    }
}
