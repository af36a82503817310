package dev.evenkeel.provision.latch;

import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables of a server that hold anybody's rows, except for the server's own. Views hold none. */
record FencedTables(List<TableName> names) {
    private static final int AT_ONCE = 50;
    private static final int SHOWN = 8;

    /** @param database the one whose tables are meant; empty for all */
    static FencedTables of(Session session, Optional<String> database) {
        return new FencedTables(session.list(
                """
                SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES
                WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')
                  AND TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
                """ + (database.isEmpty() ? "" : "  AND TABLE_SCHEMA = ?\n") + "ORDER BY 1, 2",
                row -> new TableName(row.text(1), row.text(2)),
                database.stream().toArray()));
    }

    /** Has the server open all of them, and then once more, which is about what the lock needs; answers how long that took. */
    Duration open(Session session) {
        long begun = 0;
        for (int time = 0; time < 2; time++) {
            begun = System.nanoTime();
            for (int from = 0; from < names.size(); from += AT_ONCE) {
                session.execute(names.subList(from, Math.min(names.size(), from + AT_ONCE)).stream()
                        .map(table -> "(SELECT 1 FROM " + table.quoted() + " LIMIT 0)")
                        .collect(Collectors.joining(" UNION ALL ")));
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    String lockStatement() {
        return names.stream()
                .map(table -> table.quoted() + " READ")
                .collect(Collectors.joining(", ", "LOCK TABLES ", ""));
    }

    /** As a report shows it. */
    String shown() {
        return names.size() <= SHOWN
                ? lockStatement()
                : new FencedTables(names.subList(0, SHOWN)).lockStatement() + ", … (" + names.size() + " tables)";
    }
}
