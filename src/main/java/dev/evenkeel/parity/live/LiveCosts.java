package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.replication.wire.KeyColumn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tables that the freeze reads as wholes because nothing, or too little, can be proved of them while both sides are live. */
public final class LiveCosts {
    private LiveCosts() {}

    /**
     * What a table costs in the freeze, and why.
     *
     * @param size its rows and bytes by the server's own estimate, for people
     * @param always the freeze reads it in any case; else only once it was written to
     */
    public record Cost(String table, String size, boolean always, String reason) {
        /** What it means, for people. */
        public String sentence() {
            return "the freeze compares " + table + " as a whole" + (always ? "" : " when it is written to") + ": "
                    + size + ", and the outage grows by reading them";
        }
    }

    /** Of the source's tables, the largest first. */
    public static List<Cost> of(List<Table> tables) {
        return tables.stream()
                .sorted(Comparator.comparingLong(Table::bytes).reversed())
                .flatMap(table -> cost(table).stream())
                .toList();
    }

    private static Optional<Cost> cost(Table table) {
        if (!table.engine().equals("InnoDB")) {
            return Optional.of(cost(table, true, "engine " + table.engine() + " has no snapshots"));
        }
        if (table.versioned()) {
            return Optional.of(cost(table, true, "it keeps versions of its rows, which are compared at rest"));
        }
        return KeyColumn.whyNotByKey(table)
                .map(why -> cost(table, false, why + ", so a write to it leaves all of it to compare"));
    }

    private static Cost cost(Table table, boolean always, String reason) {
        return new Cost(
                table.name().toString(),
                String.format(Locale.ROOT, "about %,d rows, %,d MB", table.estimatedRows(), table.bytes() / 1_000_000),
                always,
                reason);
    }
}
