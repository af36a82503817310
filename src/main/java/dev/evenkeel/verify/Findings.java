package dev.evenkeel.verify;

import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import java.util.ArrayList;
import java.util.List;

/** The rows that a verification found to differ, for a person at a terminal. */
final class Findings {
    private static final int TABLES = 10;
    private static final int ROWS = 5;

    private final String left;
    private final String right;

    Findings(Choice choice) {
        this.left = choice.left().label();
        this.right = choice.right().label();
    }

    /** The first rows of the first tables; the report has the others. */
    List<String> lines(List<TableResult> tables) {
        List<TableResult> differing = tables.stream()
                .filter(table -> table.verdict() instanceof TableVerdict.Different different
                        && !different.rows().isEmpty())
                .toList();
        List<String> lines = new ArrayList<>();
        for (TableResult table : differing.subList(0, Math.min(TABLES, differing.size()))) {
            List<RowDifference> rows = ((TableVerdict.Different) table.verdict()).rows();
            lines.add("");
            lines.add("rows of " + table.table() + " that differ");
            rows.stream().limit(ROWS).forEach(row -> row(row, lines));
            if (rows.size() > ROWS) {
                lines.add("  and at least " + (rows.size() - ROWS) + " more; the report lists them");
            }
        }
        if (differing.size() > TABLES) {
            lines.add("rows of " + (differing.size() - TABLES) + " more tables differ; the report lists them");
        }
        return lines;
    }

    private void row(RowDifference row, List<String> lines) {
        lines.add("  "
                + switch (row.kind()) {
                    case CHANGED -> row.words();
                    case MISSING -> "only on the " + left + ": " + row.key();
                    case EXTRA -> "only on the " + right + ": " + row.key();
                });
        for (RowDifference.Value value : row.values()) {
            lines.add("      " + value.column() + ": "
                    + (row.kind() == RowDifference.Kind.CHANGED
                            ? value.left() + " on the " + left + ", " + value.right() + " on the " + right
                            : value.left() + value.right()));
        }
        if (!row.find().isEmpty()) {
            lines.add("      " + row.find() + ";");
        }
    }
}
