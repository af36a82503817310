package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables that were there and are on neither side any more: nothing of them is left to compare, and nothing is amiss. */
public final class DroppedTables {
    /** What the source has dropped the target drops a moment later. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PACE = Duration.ofMillis(50);

    private DroppedTables() {}

    /**
     * Those of an earlier comparison that a later one of every table of both sides does not name.
     *
     * @param later has named every table that either side had then
     */
    public static List<TableName> between(List<TableName> earlier, RowResult later) {
        Set<TableName> there = later.tables().stream().map(TableResult::table).collect(Collectors.toSet());
        return earlier.stream().filter(table -> !there.contains(table)).sorted().toList();
    }

    /** Those of the tables that the source has not any more, nor, once it has applied that, the target. */
    static List<TableName> of(LiveSides sides, List<TableName> tables) throws InterruptedException {
        List<TableName> dropped = new ArrayList<>();
        if (tables.isEmpty()) {
            return dropped;
        }
        try (Session source = sides.source().openPinned();
                Session target = sides.target().openPinned()) {
            long begun = System.nanoTime();
            for (TableName table : tables) {
                if (!isThere(source, table) && gone(target, table, begun)) {
                    dropped.add(table);
                }
            }
        } catch (DatabaseException e) {
            // Then nothing is known of it, and it stays among those of which nothing is known.
            return dropped;
        }
        return dropped;
    }

    private static boolean gone(Session target, TableName table, long begun) throws InterruptedException {
        while (isThere(target, table)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                return false;
            }
            Pauses.pause(PACE);
        }
        return true;
    }

    private static boolean isThere(Session session, TableName table) {
        return session.number(
                        "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                        table.schema(),
                        table.table())
                > 0;
    }
}
