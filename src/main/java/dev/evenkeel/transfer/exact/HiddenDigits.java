package dev.evenkeel.transfer.exact;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.TransferFailed;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Columns such as DOUBLE(10,2), which may hold more digits than they show, since a change from DOUBLE(10,4) leaves what is
 * stored as it is; but what is written to them is rounded. They are written to as a plain DOUBLE, and are given back their
 * digits, which again leaves what is stored as it is, seen from 10.1 to 11.4.
 */
final class HiddenDigits {
    private final FloatTable table;
    private final List<Column> columns;

    HiddenDigits(FloatTable table) {
        this.table = table;
        this.columns =
                table.inexact().stream().filter(FloatTable::showsSomeDigits).toList();
    }

    /** Whether some row of the origin holds such digits. */
    boolean held(Session origin) {
        return !columns.isEmpty() && origin.number(table.any(columns)) == 1;
    }

    /** The two statements that begin and end it, from how the copy's columns are defined. */
    record Statements(String widen, String narrow) {}

    Statements statements(Session copy) {
        String name = table.table().name().quoted();
        List<String> lines = copy.first("SHOW CREATE TABLE " + name, row -> row.text(2))
                .orElseThrow()
                .lines()
                .map(String::strip)
                .toList();
        List<String> narrow = columns.stream()
                .map(column -> definition(lines, Quoting.identifier(column.name()) + " "))
                .toList();
        List<String> wide = narrow.stream()
                .map(definition -> definition.replaceFirst("` (float|double)\\(\\d+,\\d+\\)", "` $1"))
                .toList();
        return new Statements(alter(name, wide), alter(name, narrow));
    }

    private static String alter(String name, List<String> definitions) {
        return "ALTER TABLE " + name
                + definitions.stream().map(" MODIFY "::concat).collect(Collectors.joining(","));
    }

    private static String definition(List<String> lines, String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .findFirst()
                .orElseThrow(() -> new TransferFailed("the copy has no column " + beginning.strip()));
    }
}
