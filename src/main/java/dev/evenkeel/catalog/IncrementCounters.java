package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * InnoDB's counters for AUTO_INCREMENT, which it shows for all tables at once and without opening any. An insert moves its table's
 * counter also when it is rolled back, of which no binlog shows. Seen on 10.1, 10.11 and 11.4.
 *
 * @param byTable the counters of a table's partitions together; a table that was not opened since the server started has none
 */
public record IncrementCounters(Map<TableName, Long> byTable) {
    public IncrementCounters {
        byTable = Map.copyOf(byTable);
    }

    /** Empty where the account may not ask. */
    public static Optional<IncrementCounters> read(Session session) {
        Map<TableName, Long> counters = new HashMap<>();
        try {
            session.list(
                    """
                    SELECT CONVERT(CAST(SUBSTRING_INDEX(name, '/', 1) AS BINARY) USING filename) AS table_schema,
                           CONVERT(CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(name, '/', -1), '#P#', 1), '#p#', 1)
                               AS BINARY) USING filename) AS table_name,
                           autoinc AS counter
                    FROM information_schema.INNODB_SYS_TABLESTATS
                    WHERE autoinc > 0""",
                    row -> counters.merge(
                            new TableName(row.text("table_schema"), row.text("table_name")),
                            row.number("counter"),
                            Long::sum));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.empty();
        }
        return Optional.of(new IncrementCounters(counters));
    }

    /** The tables whose counters are other ones now. */
    public Set<TableName> moved(IncrementCounters now) {
        return Stream.concat(byTable.keySet().stream(), now.byTable.keySet().stream())
                .filter(table -> !Objects.equals(byTable.get(table), now.byTable.get(table)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
