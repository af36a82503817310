package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.changes.Place;
import dev.evenkeel.parity.rows.TableShape;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.feed.FeedTables;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The source's tables as a live proof found them when it began.
 *
 * @param from where in the source's binlog it began: both sides hold everything before, perhaps more
 * @param before the GTID position of that place
 * @param source its conditions then
 * @param read the source's tables, for its feed
 * @param packet the longest statement that both sides take, in bytes
 */
record LiveTables(
        List<String> databases,
        List<TableName> onlyOnTarget,
        BinlogPosition from,
        GtidSet before,
        Conditions source,
        Conditions target,
        FeedTables read,
        FeedTables readOnTarget,
        Map<TableName, LiveTable> byName,
        long packet) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    static LiveTables read(LiveSides sides, List<String> databases, Predicate<TableName> wanted) {
        try (Session source = sides.source().openPinned();
                Session target = sides.target().openPinned()) {
            // First: what changes from here on is seen when it is looked at again.
            Conditions conditions = Conditions.of(source, false);
            Conditions conditionsThere = Conditions.of(target, true);
            BinlogPosition end = Binlog.position(source);
            BinlogPosition from = applied(sides, source, target, end);
            Place place = Place.of(source, from);
            GtidSet before = place.gtid();
            // Behind that position: what changed a definition meanwhile is met in the feed.
            record Read(FeedTables here, FeedTables there) {}
            Read read = AtOnce.ask(
                    () -> FeedTables.read(source, databases), () -> FeedTables.read(target, databases), Read::new);
            FeedTables there = read.there();
            FeedTables here = read.here().withKeysOf(there);
            Map<TableName, Table> others =
                    there.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
            Optional<String> general = here.cascadesLike(there)
                    ? conditions
                            .standing()
                            .or(place::notKnown)
                            .or(() -> conditionsThere.sideBySide()
                                    ? DomainOrder.notApplied(target, before)
                                    : Optional.empty())
                    : Optional.of("foreign keys of the two sides change rows in different ways");
            Map<TableName, LiveTable> tables = new LinkedHashMap<>();
            // Small ones first: their answers come at once, and none waits for a table that takes hours.
            here.tables().stream()
                    .filter(table -> wanted.test(table.name()))
                    .sorted(Comparator.comparingLong(Table::bytes)
                            // Read last, so that the servers have them open.
                            .thenComparing(Table::name, Comparator.reverseOrder()))
                    .forEach(table -> {
                        Optional<Table> other = Optional.ofNullable(others.get(table.name()));
                        tables.put(table.name(), new LiveTable(table, other, general.or(() -> obstacle(table, other))));
                    });
            Set<TableName> ours = here.tables().stream().map(Table::name).collect(Collectors.toSet());
            List<TableName> onlyOnTarget = others.keySet().stream()
                    .filter(name -> !ours.contains(name) && wanted.test(name))
                    .sorted()
                    .toList();
            return new LiveTables(
                    databases,
                    onlyOnTarget,
                    from,
                    before,
                    conditions,
                    conditionsThere,
                    here,
                    there.keyedAs(here),
                    tables,
                    packet(source, target));
        }
    }

    /** The GTID position of a place in the source's binlog, or why nobody knows it. */
    private record Place(GtidSet gtid, Optional<String> notKnown) {
        static Place of(Session source, BinlogPosition at) {
            try {
                return new Place(Binlog.gtidAt(source, at), Optional.empty());
            } catch (NotPossible e) {
                return new Place(new GtidSet(Map.of()), Optional.of(e.getMessage()));
            }
        }
    }

    /**
     * Up to where the target holds the source's binlog, at most to its end. The place in the binlog that a replica names can be far
     * behind what it holds: one that follows by GTID may have had nothing to apply since it was linked, and what it names may be purged.
     */
    private static BinlogPosition applied(LiveSides sides, Session source, Session target, BinlogPosition end) {
        // Read after the end, so it holds all that is before it, and cheap however large the file is.
        GtidSet wanted = Binlog.written(source);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            BinlogPosition executed = sides.executed().get();
            if (executed.compareTo(end) >= 0 || DomainOrder.follows(target, wanted)) {
                return end;
            }
            boolean kept = Binlog.files(source).contains(executed.file());
            if (kept || System.nanoTime() > deadline) {
                return executed;
            }
            try {
                // What was written last is on its way.
                Pauses.pause(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return executed;
            }
        }
    }

    /** The same while the proof runs: as long as nothing new was applied, the place that the replica names can be the old one. */
    Supplier<BinlogPosition> executed(LiveSides sides) {
        return () -> {
            BinlogPosition executed = sides.executed().get();
            if (executed.compareTo(from) >= 0) {
                return executed;
            }
            try (Session target = sides.target().open()) {
                return DomainOrder.follows(target, before) ? from : executed;
            }
        };
    }

    private static long packet(Session source, Session target) {
        String sql = "SELECT @@max_allowed_packet";
        return Math.min(source.number(sql), target.number(sql));
    }

    /** Letters of a condition, so that the whole statement is taken. */
    long mostLetters() {
        return packet / 4;
    }

    private static Optional<String> obstacle(Table table, Optional<Table> other) {
        if (other.isEmpty()) {
            return Optional.of("the target has no such table");
        }
        if (table.engine().isEmpty() || other.get().engine().isEmpty()) {
            return Optional.of("the " + (table.engine().isEmpty() ? "source" : "target") + " cannot open it");
        }
        Optional<String> shape = TableShape.difference(table, "source", other.get(), "target");
        if (shape.isPresent()) {
            return shape;
        }
        if (table.versioned()) {
            return Optional.of("it keeps versions of its rows, which are compared at rest");
        }
        // No other engine here gives a snapshot to read from.
        return table.engine().equals("InnoDB") && other.get().engine().equals("InnoDB")
                ? Optional.empty()
                : Optional.of("engine " + table.engine() + " has no snapshots");
    }

    /** Whether a table is what it was, apart from its rows. */
    static boolean unchanged(Table before, Table now) {
        return before.columns().equals(now.columns())
                && before.primaryKey().equals(now.primaryKey())
                && now.rowKeys().containsAll(before.rowKeys())
                && before.hiddenColumns() == now.hiddenColumns()
                && before.engine().equals(now.engine())
                && before.versioned() == now.versioned();
    }

    /** A table of the target as it was read, also where the source has none of its name. */
    Optional<Table> onTarget(TableName name) {
        return Optional.ofNullable(byName.get(name)).map(LiveTable::target).orElseGet(() -> readOnTarget.table(name));
    }

    List<LiveTable> all() {
        return List.copyOf(byName.values());
    }

    long estimatedRows() {
        return byName.values().stream()
                .filter(table -> table.leftToTheFreeze().isEmpty())
                .mapToLong(table -> table.source().estimatedRows())
                .sum();
    }
}
