package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.parity.TableResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What two tables must agree on before their values can be compared at all. */
public final class TableShape {
    /** Columns that a remark names. */
    private static final int SHOWN = 5;

    private TableShape() {}

    /** What differs in it, or nothing: then equal digests are equal rows. */
    public static Optional<String> difference(Table left, String leftName, Table right, String rightName) {
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
        Optional<String> column = columns(left, right)
                .flatMap(shape -> shape.difference(leftName, rightName).stream())
                .findFirst();
        if (column.isPresent()) {
            return column;
        }
        return left.versioned() == right.versioned()
                ? Optional.empty()
                : Optional.of("only the " + (left.versioned() ? leftName : rightName) + " keeps versions of its rows");
    }

    /**
     * How a result's method continues where the two are not of one shape, although equal digests are equal rows; else empty
     * text. A table may be the same then, but never without a word.
     */
    public static String remarks(Table left, String leftName, Table right, String rightName) {
        List<String> remarks = RowDigest.columns(left).stream()
                .flatMap(column -> new ColumnShape(column, right.column(column.name()))
                        .remark(left.primaryKey().contains(column.name()), leftName, rightName).stream())
                .toList();
        String more = remarks.size() > SHOWN ? "; and " + (remarks.size() - SHOWN) + " more columns" : "";
        return remarks.stream().limit(SHOWN).map(TableResult.REMARK::concat).collect(Collectors.joining()) + more;
    }

    private static Stream<ColumnShape> columns(Table left, Table right) {
        return RowDigest.columns(left).stream().map(column -> new ColumnShape(column, right.column(column.name())));
    }

    private static List<String> names(Table table, Predicate<Column> which) {
        return table.columns().stream().filter(which).map(Column::name).toList();
    }
}
