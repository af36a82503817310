package dev.evenkeel.parity;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What two tables must agree on before their values can be compared at all. */
final class TableShape {
    private TableShape() {}

    /** What differs in it, or nothing: then equal digests are equal rows. */
    static Optional<String> difference(Table left, String leftName, Table right, String rightName) {
        List<String> mine = names(left, column -> true);
        List<String> theirs = names(right, column -> true);
        if (!mine.equals(theirs)) {
            return Optional.of("the columns differ: " + mine + " and " + theirs);
        }
        // A column that one side computes is read on neither.
        List<String> computed = names(left, Column::virtual);
        List<String> computedThere = names(right, Column::virtual);
        if (!computed.equals(computedThere)) {
            return Optional.of(
                    "the columns that are computed when they are read differ: " + computed + " and " + computedThere);
        }
        // Written out as the left side's type, a FLOAT of the right would show six digits of what it holds.
        List<String> narrowed = names(
                right, column -> column.isFloat() && !left.column(column.name()).isFloat());
        if (!narrowed.isEmpty()) {
            return Optional.of("columns are FLOAT on the " + rightName + " only: " + narrowed);
        }
        return left.versioned() == right.versioned()
                ? Optional.empty()
                : Optional.of("only the " + (left.versioned() ? leftName : rightName) + " keeps versions of its rows");
    }

    private static List<String> names(Table table, Predicate<Column> which) {
        return table.columns().stream().filter(which).map(Column::name).toList();
    }
}
