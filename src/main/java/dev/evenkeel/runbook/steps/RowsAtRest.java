package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.live.DroppedTables;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.replication.Coordinates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares every row of two servers that stand still, and enters what that gave. */
record RowsAtRest(Migration migration) {
    RowResult compare(String at, Role left, Role right, Coordinates coordinates, Observer observer) {
        List<String> databases = migration.databases(left, right);
        RowResult all = new RowComparison(migration.master(left), migration.master(right), observer)
                .compare(migration.tables(left, databases), migration.tables(right, databases));
        RowResult result = migration
                .find(Fact.PINNED_PROOF)
                .map(before -> all.without(DroppedTables.between(before, all)))
                .orElse(all);
        Map<String, Object> data = new LinkedHashMap<>(result.data());
        data.put("at", at);
        data.put("left", left.label());
        data.put("right", right.label());
        data.put("coordinates", coordinates.data());
        migration.journal().append(Kind.PARITY_ROWS, data);
        return result;
    }
}
