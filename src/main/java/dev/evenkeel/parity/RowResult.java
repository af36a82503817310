package dev.evenkeel.parity;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the comparison of all tables gave.
 *
 * @param dropped tables that were there when it began, and are on neither side any more
 */
public record RowResult(List<TableResult> tables, Duration took, List<TableName> dropped) {
    /** How many tables a message names. */
    private static final int NAMED = 5;

    public RowResult {
        tables = List.copyOf(tables);
        dropped = List.copyOf(dropped);
    }

    public RowResult(List<TableResult> tables, Duration took) {
        this(tables, took, List.of());
    }

    /** The same, with what is known to be on neither side any more. */
    public RowResult without(List<TableName> gone) {
        return new RowResult(
                tables.stream().filter(table -> !gone.contains(table.table())).toList(), took, gone);
    }

    /** Different when any table is; else inconclusive when any is, or when there was nothing to compare. */
    public Verdict verdict() {
        Verdict worst = tables.stream()
                .map(table -> table.verdict().plain())
                .reduce(Verdict::worst)
                .orElse(Verdict.INCONCLUSIVE);
        return worst == Verdict.SAME && rowsExamined() <= 0 ? Verdict.INCONCLUSIVE : worst;
    }

    public boolean same() {
        return verdict() == Verdict.SAME;
    }

    /** What was compared, whatever that gave. */
    public List<TableName> names() {
        return tables.stream().map(TableResult::table).toList();
    }

    /** Rows read on the left side. */
    public long rowsExamined() {
        return tables.stream().mapToLong(table -> Math.max(0, table.rowsLeft())).sum();
    }

    public long bytesExamined() {
        return tables.stream().mapToLong(TableResult::bytes).sum();
    }

    /** The tables that are not the same, for a message: "shop.orders: changed id=17 (total); …". */
    public String failures() {
        if (tables.isEmpty()) {
            return "there was no table to compare";
        }
        String list = String.join(
                "; ",
                tables.stream()
                        .filter(table -> !(table.verdict() instanceof TableVerdict.Same))
                        .limit(NAMED)
                        .map(RowResult::failure)
                        .toList());
        long failed = tables.stream()
                .filter(table -> !(table.verdict() instanceof TableVerdict.Same))
                .count();
        String more = failed > NAMED ? "; and " + (failed - NAMED) + " more tables" : "";
        return list.isEmpty() ? "no row was examined" : list + more;
    }

    private static String failure(TableResult table) {
        if (table.verdict() instanceof TableVerdict.Different different) {
            List<RowDifference> rows = different.rows();
            String shown = String.join(
                    ", ", rows.stream().limit(1).map(RowDifference::words).toList());
            return table.table() + " differs: " + (rows.isEmpty() ? different.reason() : shown)
                    + (rows.size() > 1 ? " and more" : "");
        }
        return table.table() + " could not be compared: " + ((TableVerdict.Inconclusive) table.verdict()).reason();
    }

    /**
     * As it is journalled.
     *
     * @param at pinned, live, frozen or verified
     * @param left role of the left side
     * @param coordinates of the left side
     */
    public ParityEvent.Rows event(String at, String left, String right, MoveEvent.Place coordinates) {
        return event(at, left, right, coordinates, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with the place of the right side too. */
    public ParityEvent.Rows event(
            String at, String left, String right, MoveEvent.Place coordinates, MoveEvent.Place coordinatesRight) {
        return event(at, left, right, coordinates, Optional.of(coordinatesRight), Optional.empty(), Optional.empty());
    }

    /** The same with what else there is to say of it. */
    public ParityEvent.Rows event(
            String at,
            String left,
            String right,
            MoveEvent.Place coordinates,
            Optional<MoveEvent.Place> coordinatesRight,
            Optional<ParityEvent.Residue> residue,
            Optional<List<String>> strangers) {
        return new ParityEvent.Rows(
                at,
                left,
                right,
                verdict(),
                coordinates,
                coordinatesRight,
                Optional.of(rowsExamined()),
                Optional.of(bytesExamined()),
                Optional.of(took.toMillis()),
                residue,
                strangers,
                tables.stream().map(TableResult::event).toList(),
                dropped.stream()
                        .map(table -> new ParityEvent.Name(table.schema(), table.table()))
                        .toList());
    }
}
