package dev.evenkeel.parity;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.replication.Change;
import dev.evenkeel.replication.ChangeFeed;
import dev.evenkeel.replication.FeedTables;
import dev.evenkeel.replication.NotPossible;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches the target's own binlog for what anyone but replication writes there. What it names is compared at rest. */
public final class Strangers implements AutoCloseable {
    private static final int MOST = 1_000;
    private static final int MOST_KEYS = 100_000;

    private final Map<TableName, Stranger> found = new LinkedHashMap<>();
    private final Map<TableName, Set<List<String>>> keys = new HashMap<>();
    private final Map<TableName, String> doubts = new HashMap<>();
    private Optional<String> everything = Optional.empty();
    private boolean writtenAnywhere;
    private Optional<ChangeFeed> feed = Optional.empty();

    private Strangers() {}

    /**
     * The first write of somebody to a table.
     *
     * @param position in the target's binlog
     */
    public record Stranger(TableName table, long serverId, BinlogPosition position, Instant at) {
        @Override
        public String toString() {
            return table + ", at " + at + ", behind " + position + " of the target's binlog";
        }
    }

    static Strangers watch(LiveSides sides, FeedTables tables) {
        Strangers strangers = new Strangers();
        try (Session session = sides.target().openPinned()) {
            BinlogPosition from = sides.targetSince().orElseGet(() -> Binlog.position(session));
            strangers.feed = Optional.of(ChangeFeed.ofOwnWrites(
                    sides.target(), session.number("SELECT @@GLOBAL.server_id"), from, tables, strangers::accept));
            UnwatchedWrites.of(session).ifPresent(strangers::unseen);
        } catch (NotPossible e) {
            strangers.unseen("nobody can tell who else wrote to it: " + e.getMessage());
        }
        return strangers;
    }

    private synchronized void unseen(String reason) {
        everything = Optional.of(everything.orElse(reason));
    }

    private synchronized void accept(Change change) {
        if (change instanceof Change.Strange strange) {
            if (found.size() < MOST) {
                found.putIfAbsent(
                        strange.table(),
                        new Stranger(strange.table(), strange.serverId(), strange.position(), strange.at()));
            }
        } else if (change instanceof Change.RowChanged row) {
            Set<List<String>> changed = keys.computeIfAbsent(row.table(), table -> new LinkedHashSet<>());
            changed.add(row.key());
            if (changed.size() > MOST_KEYS) {
                changed.clear();
                doubts.put(row.table(), "somebody wrote many of its rows on the target");
            }
        } else if (change instanceof Change.RowsCascaded rows) {
            doubts.put(rows.table(), "a foreign key changed rows of it on the target");
        } else if (change instanceof Change.TableDirty dirty) {
            doubts.put(dirty.table(), "on the target: " + dirty.reason());
        } else if (change instanceof Change.AllDirty all) {
            writtenAnywhere = true;
            unseen("on the target: " + all.reason());
        } else if (change instanceof Change.Ended end && !end.reason().equals("it was closed")) {
            unseen("nobody can tell who else wrote to the target: its binlog could be read up to " + end.position()
                    + " only: " + end.reason());
        }
    }

    /** Waits until the target's binlog was read up to a position. */
    void await(BinlogPosition position, Duration limit) throws InterruptedException {
        if (feed.isEmpty()) {
            return;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        while (!feed.get().reached().reached(position) && feed.get().ended().isEmpty()) {
            if (System.nanoTime() > deadline) {
                unseen("nobody can tell who else wrote to the target: its binlog was read up to "
                        + feed.get().reached() + " only, not up to " + position);
                return;
            }
            Pace.pause(Duration.ofMillis(5));
        }
    }

    /** The first write to each table, each once. */
    public synchronized List<Stranger> found() {
        return List.copyOf(found.values());
    }

    /** Rows that somebody else wrote. */
    synchronized List<List<String>> keys(TableName table) {
        return List.copyOf(keys.getOrDefault(table, Set.of()));
    }

    /** Whether somebody wrote to the table, or may have for all that the target's binlog tells. */
    synchronized boolean wrote(TableName table) {
        return found.containsKey(table) || keys.containsKey(table) || doubts.containsKey(table) || writtenAnywhere;
    }

    /** Why a table must be compared as a whole. */
    synchronized Optional<String> doubt(TableName table) {
        return everything.or(() -> Optional.ofNullable(doubts.get(table)));
    }

    @Override
    public void close() {
        feed.ifPresent(ChangeFeed::close);
    }
}
