package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Session;
import java.util.List;

/** How much a server stores, as it estimates it. */
public final class StoredSize {
    private StoredSize() {}

    /**
     * Bytes of rows without indexes.
     *
     * @param databases empty for all but the server's own
     */
    public static long of(Session session, List<String> databases) {
        return session
                .list(
                        "SELECT TABLE_SCHEMA, COALESCE(SUM(DATA_LENGTH), 0) FROM information_schema.TABLES"
                                + " WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys',"
                                + " 'innodb') GROUP BY TABLE_SCHEMA",
                        row -> databases.isEmpty() || databases.contains(row.text(1)) ? row.number(2) : 0L)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
