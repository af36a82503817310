package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether tables that a doubt fell on are still defined as they were when the proof began. The catalogs of both sides are read
 * once for all tables of a doubt, however many there are. For one thread.
 */
final class Definitions {
    private final LiveSides sides;
    private final LiveTables tables;
    private Optional<Found> last = Optional.empty();

    /**
     * What was read.
     *
     * @param upTo both sides had applied everything up to here by then
     * @param at when, by the JVM's clock in nanoseconds
     */
    private record Found(
            BinlogPosition upTo,
            long at,
            Map<TableName, Table> source,
            Map<TableName, Table> target,
            boolean sameCascades) {}

    Definitions(LiveSides sides, LiveTables tables) {
        this.sides = sides;
        this.tables = tables;
    }

    /**
     * Why nothing more can be proved of a table while both sides are live.
     *
     * @param view holds the doubt on both sides
     * @param proved when the proof was begun that the doubt fell on, by the JVM's clock in nanoseconds: nothing is believed that was
     *     read before, for a doubt about the target has no place in the source's binlog
     */
    Optional<String> change(LiveTable table, SnapshotPair view, BinlogPosition doubt, Optional<Long> proved) {
        if (last.filter(found -> found.upTo().reached(doubt))
                .filter(found -> proved.isEmpty() || found.at() - proved.get() >= 0)
                .isEmpty()) {
            last = Optional.of(read(view));
        }
        Found now = last.get();
        if (!unchanged(table.source(), now.source())
                || !unchanged(table.target().orElseThrow(), now.target())) {
            return Optional.of("its definition was changed");
        }
        // The feed would not tell which rows the new ones change.
        return now.sameCascades() ? Optional.empty() : Optional.of("foreign keys were changed");
    }

    private static boolean unchanged(Table before, Map<TableName, Table> now) {
        return Optional.ofNullable(now.get(before.name()))
                .filter(table -> LiveTables.unchanged(before, table))
                .isPresent();
    }

    private Found read(SnapshotPair view) {
        long at = System.nanoTime();
        try (Session source = sides.source().openPinned();
                Session target = sides.target().openPinned()) {
            return AtOnce.ask(
                    () -> byName(source),
                    () -> byName(target),
                    (mine, theirs) -> new Found(
                            view.from(), at, mine, theirs, tables.read().cascadesStillAs(source)));
        }
    }

    private Map<TableName, Table> byName(Session session) {
        return Catalog.tables(session, tables.databases()).stream()
                .collect(Collectors.toMap(Table::name, Function.identity()));
    }
}
