package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Dates that no calendar has, such as 31 February, which a server takes under ALLOW_INVALID_DATES, and those of which only a
 * part is zero. No index shows them, so the first rows of each table are looked at, for a limited time: what is found is
 * there, what is not found may still be.
 *
 * @param found each a table and one kind of such dates in it
 * @param tables that have columns for dates
 * @param looked at how many of them was looked
 * @param rows that were looked at
 * @param rest there are more rows than those
 */
public record InvalidDates(List<Found> found, int tables, int looked, long rows, boolean rest) {
    private static final int FIRST_ROWS = 10_000;
    private static final int TABLES_AT_ONCE = 50;
    private static final Set<String> DATES = Set.of("date", "datetime");

    /** What is odd about a date. */
    private enum Oddity {
        /** Its month has no such day. */
        IMPOSSIBLE("COALESCE(DAYOFMONTH(%1$s) > DAYOFMONTH(LAST_DAY(%1$s)), 0)", "dates that no calendar has"),
        /** It is not zero as a whole. */
        ZERO_IN_PART(
                "COALESCE(%1$s <> '0000-00-00' AND (MONTH(%1$s) = 0 OR DAYOFMONTH(%1$s) = 0), 0)",
                "dates of which a part is zero");

        private final String condition;
        private final String words;

        Oddity(String condition, String words) {
            this.condition = condition;
            this.words = words;
        }

        String of(Column column) {
            return condition.formatted(Quoting.identifier(column.name()));
        }
    }

    /**
     * One kind of odd dates in one table.
     *
     * @param what was found
     * @param because what becomes of them
     * @param impossible no calendar has them
     */
    public record Found(String what, String because, boolean impossible) {}

    public InvalidDates {
        found = List.copyOf(found);
    }

    /** The session must be a pinned one. */
    public static InvalidDates look(Session session, List<Table> tables, Duration limit) {
        List<Table> dated = tables.stream()
                .filter(table -> !dates(table).isEmpty())
                .sorted(Comparator.comparingLong(Table::estimatedRows))
                .toList();
        long begun = System.nanoTime();
        List<Found> found = new ArrayList<>();
        int looked = 0;
        long[] rows = {0};
        boolean[] rest = {false};
        for (int from = 0; from < dated.size(); from += TABLES_AT_ONCE) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                break;
            }
            List<Table> batch = dated.subList(from, Math.min(from + TABLES_AT_ONCE, dated.size()));
            for (Counted counted : count(session, batch)) {
                looked++;
                rows[0] += counted.rows();
                rest[0] |= counted.rows() == FIRST_ROWS;
                Table table = batch.get(counted.place());
                if (counted.impossible() > 0) {
                    found.add(found(session, table, Oddity.IMPOSSIBLE, counted.impossible()));
                }
                if (counted.zeroInPart() > 0) {
                    found.add(found(session, table, Oddity.ZERO_IN_PART, counted.zeroInPart()));
                }
            }
        }
        return new InvalidDates(found, dated.size(), looked, rows[0], rest[0] || looked < dated.size());
    }

    private record Counted(int place, long rows, long impossible, long zeroInPart) {}

    private static List<Counted> count(Session session, List<Table> batch) {
        StringBuilder sql = new StringBuilder();
        for (int place = 0; place < batch.size(); place++) {
            Table table = batch.get(place);
            sql.append(place == 0 ? "" : " UNION ALL ")
                    .append("SELECT ")
                    .append(place)
                    .append(", COUNT(*), ")
                    .append(sum(table, Oddity.IMPOSSIBLE))
                    .append(", ")
                    .append(sum(table, Oddity.ZERO_IN_PART))
                    .append(" FROM (SELECT ")
                    .append(dates(table).stream()
                            .map(column -> Quoting.identifier(column.name()))
                            .collect(Collectors.joining(", ")))
                    .append(" FROM ")
                    .append(table.name().quoted())
                    .append(" LIMIT " + FIRST_ROWS + ") rows_" + place);
        }
        try {
            return session.list(
                    sql.toString(),
                    row -> new Counted((int) row.number(1), row.number(2), row.number(3), row.number(4)));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            // One of them was dropped meanwhile, or cannot be read: that is said by others.
            return List.of();
        }
    }

    private static String sum(Table table, Oddity oddity) {
        return dates(table).stream().map(oddity::of).collect(Collectors.joining(" OR ", "COALESCE(SUM(", "), 0)"));
    }

    private static Found found(Session session, Table table, Oddity oddity, long rows) {
        List<Column> columns = dates(table).stream()
                .filter(column -> session.number("SELECT COALESCE(SUM(" + oddity.of(column) + "), 0) FROM (SELECT "
                                + Quoting.identifier(column.name()) + " FROM "
                                + table.name().quoted() + " LIMIT "
                                + FIRST_ROWS + ") first_rows")
                        > 0)
                .toList();
        boolean impossible = oddity == Oddity.IMPOSSIBLE;
        boolean becomeZero = impossible && columns.stream().anyMatch(column -> oldFormat(session, table, column));
        return new Found(
                table.name() + " holds " + oddity.words + ": in " + rows + " of the rows looked at, column "
                        + columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                "they are copied as they are"
                        + (becomeZero
                                ? "; but MariaDB's own replication makes 0000-00-00 of one in a DATETIME of the format"
                                        + " before 10.1 as often as its row changes while the target follows, or stops"
                                        + " with error 1062 or 1032: correct them on the source first"
                                : ", and replication leaves them so"),
                impossible);
    }

    /** A server says so of columns that are not of the format it makes new ones in; before 10.1 it knows no other. */
    private static boolean oldFormat(Session session, Table table, Column column) {
        if (!column.dataType().equals("datetime")) {
            return false;
        }
        boolean makesNew = session.first("SHOW GLOBAL VARIABLES LIKE 'mysql56_temporal_format'", row -> row.text(2)
                        .equalsIgnoreCase("ON"))
                .orElse(false);
        String type = session.text(
                "SELECT column_type FROM information_schema.columns"
                        + " WHERE table_schema = ? AND table_name = ? AND column_name = ?",
                table.name().schema(),
                table.name().table(),
                column.name());
        return makesNew ? type.contains("mariadb-5.3") : !type.contains("mysql-5.6");
    }

    private static List<Column> dates(Table table) {
        return table.columns().stream()
                .filter(column -> DATES.contains(column.dataType()) && !column.generated())
                .toList();
    }

    /** What was looked at, where that was not all. */
    public List<String> limits() {
        return rest
                ? List.of("dates that no calendar has were looked for in the first " + FIRST_ROWS + " rows of " + looked
                        + " of the " + tables + " tables with dates, " + rows + " rows in all; others may hold some")
                : List.of();
    }
}
