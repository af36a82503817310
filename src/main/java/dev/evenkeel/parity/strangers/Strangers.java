package dev.evenkeel.parity.strangers;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.Memory;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.KnownBinlog;
import dev.evenkeel.parity.changes.Place;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.feed.Change;
import dev.evenkeel.replication.feed.ChangeFeed;
import dev.evenkeel.replication.feed.FeedTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches the target's own binlog for what anyone but replication writes there. A transaction is replication's when the source's
 * binlog told one of the same GTID that wrote the same, and only once: neither a server id nor a GTID alone says who wrote.
 * Whatever else wrote rows is a stranger's; it is named, and compared.
 */
public final class Strangers implements AutoCloseable {
    private static final long AGAIN_AFTER = Duration.ofMillis(500).toNanos();
    /** The server's answer to a position that its binlog has not, or has no more. */
    private static final String NO_SUCH_PLACE = "1236 ";

    private final Server target;
    private final FeedTables tables;
    private final ChangeLog source;
    private final Memory memory;
    private final StrangeWrites writes;
    private final TargetOrigins origins;
    private Optional<TargetTransaction> open = Optional.empty();
    private final Object settling = new Object();

    private Optional<Place> place = Optional.empty();
    private volatile Optional<ChangeFeed> feed = Optional.empty();
    /** What is before it in the target's binlog was written before anything was read. */
    private BinlogPosition readFrom;

    private final KnownBinlog binlog;
    private long ownId;
    private long triedAgain;
    /** What the source's end was when so many of the pending ones had been seen. */
    private Optional<Asked> asked = Optional.empty();

    private boolean closed;

    private record Asked(long seen, BinlogPosition end) {}

    private Strangers(Server target, FeedTables tables, ChangeLog source, Memory memory) {
        this.target = target;
        this.tables = tables;
        this.source = source;
        this.memory = memory;
        this.writes = new StrangeWrites(memory.strangers());
        this.origins = new TargetOrigins(source, writes, memory.strangers());
        this.binlog = new KnownBinlog(target);
    }

    /**
     * The first write of somebody to a table.
     *
     * @param position in the target's binlog
     */
    public record Stranger(TableName table, long serverId, BinlogPosition position, Instant at) {
        @Override
        public String toString() {
            return table + ", at " + at + ", after " + position + " of the target's binlog";
        }
    }

    /**
     * Begins to watch.
     *
     * @param tables the target's
     * @param source is asked what the source's binlog told
     */
    public static Strangers watch(LiveSides sides, FeedTables tables, ChangeLog source, Memory memory) {
        Strangers strangers = new Strangers(sides.target(), tables, source, memory);
        try (Session session = sides.target().openPinned()) {
            // Before the place where the watch begins: what is applied in between is none of it.
            GtidSet applied = GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_slave_pos"));
            try (Session writer = sides.source().openPinned()) {
                source.appliedBefore(applied, Binlog.position(writer));
            }
            BinlogPosition end = Binlog.position(session);
            BinlogPosition from = sides.targetSince().orElse(end);
            strangers.ownId = session.number("SELECT @@GLOBAL.server_id");
            strangers.readFrom = end;
            strangers.binlog.read(end);
            strangers.place = Optional.of(new Place(from));
            strangers.feed = Optional.of(ChangeFeed.of(sides.target(), from, tables, strangers::accept));
        } catch (NotPossible e) {
            strangers.unseen("it is not known who else wrote to it: " + e.getMessage());
        }
        return strangers;
    }

    /** From now on, nobody can tell who else writes. */
    public synchronized void unseen(String reason) {
        writes.anything(StrangeWrites.Doubt.lasting(reason));
    }

    /** Up to now, somebody may have written anything; what is read from now on shows it. */
    public synchronized void doubt(String reason) {
        writes.anything(new StrangeWrites.Doubt(System.nanoTime(), reason));
    }

    private synchronized void accept(Change change) {
        if (closed || place.isEmpty()) {
            return;
        }
        if (change instanceof Change.Reached) {
            place.get().advance(change.position());
            open.ifPresent(TargetTransaction::reached);
        } else if (!(change instanceof Change.Ended) && place.get().isNew(change.position())) {
            take(change);
        }
        notifyAll();
    }

    private void take(Change change) {
        if (change instanceof Change.Defined defined) {
            // Whoever did it: it is compared.
            source.redefined().add(defined.objects());
        } else if (change instanceof Change.Begun begun) {
            finish();
            place.orElseThrow().begun();
            open = Optional.of(new TargetTransaction(begun, memory.strangers() / 4));
        } else if (open.isPresent()) {
            open.get().add(change);
        } else if (change instanceof Change.AllDirty all) {
            doubt("on the target: " + all.reason());
        } else if (change instanceof Change.TableDirty dirty) {
            writes.table(dirty.table(), "on the target: " + dirty.reason(), System.nanoTime());
        } else if (change instanceof Change.RowChanged row) {
            writes.row(row, System.nanoTime());
        }
    }

    /** What begins before the end of a binlog ends there at the latest. */
    private void finishBefore(BinlogPosition end) {
        if (open.filter(transaction -> end.reached(transaction.position())).isPresent()) {
            finish();
        }
    }

    /** The transaction that was reported last is whole. */
    private void finish() {
        open.filter(transaction -> !transaction.written().nothing()).ifPresent(transaction -> {
            if (transaction.position().compareTo(readFrom) > 0) {
                origins.add(transaction);
            } else if (transaction.gtid().serverId() == ownId) {
                // Whatever it wrote was there when the first row was read; who wrote it is of interest all the same.
                origins.name(transaction);
            }
        });
        open = Optional.empty();
    }

    /**
     * Continues where the watch was cut off, and judges what was seen. To be called now and then; it asks both servers and waits
     * for neither.
     */
    public void look(Session sourceSession, Session targetSession) {
        goOn();
        if (place.isPresent()) {
            binlog.read(reached());
        }
        Optional<BinlogPosition> targetsEnd = end(targetSession);
        boolean pending;
        long seen;
        synchronized (this) {
            if (place.isEmpty()) {
                return;
            }
            targetsEnd.filter(place.get().reached()::reached).ifPresent(this::finishBefore);
            asked.filter(question -> source.reached().reached(question.end())).ifPresent(this::judge);
            pending = origins.isPending();
            seen = origins.seen();
        }
        if (pending) {
            BinlogPosition end = Binlog.position(sourceSession);
            synchronized (this) {
                asked = asked.or(() -> Optional.of(new Asked(seen, end)));
            }
        }
    }

    private Optional<BinlogPosition> end(Session session) {
        if (place.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Binlog.position(session));
        } catch (NotPossible e) {
            // It was restarted without one.
            unseen("it is not known who else wrote to it: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void judge(Asked question) {
        origins.judge(question.seen(), question.end());
        asked = Optional.empty();
    }

    /**
     * Waits until the target's binlog was read up to a position, and judges all that is in it.
     *
     * @param position the target's end now
     * @param sourcesEnd is asked for the source's end after that
     */
    public void settle(BinlogPosition position, Supplier<BinlogPosition> sourcesEnd, Duration limit)
            throws InterruptedException {
        if (place.isPresent()) {
            synchronized (settling) {
                settled(position, sourcesEnd, limit);
            }
        }
    }

    private void settled(BinlogPosition position, Supplier<BinlogPosition> sourcesEnd, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!reached().reached(position)) {
            if (System.nanoTime() > deadline) {
                unseen("it is not known who else wrote to the target: its binlog was read up to " + reached()
                        + " only, not up to " + position + trouble());
                return;
            }
            goOn();
            synchronized (this) {
                wait(20);
            }
        }
        long seen;
        synchronized (this) {
            finishBefore(position);
            seen = origins.seen();
        }
        BinlogPosition end = sourcesEnd.get();
        source.await(end, limit);
        synchronized (this) {
            judge(new Asked(seen, end));
        }
    }

    private synchronized BinlogPosition reached() {
        return place.orElseThrow().reached();
    }

    private String trouble() {
        return feed.flatMap(ChangeFeed::ended).map(reason -> ": " + reason).orElse("");
    }

    /** A connection that was lost is opened anew; a binlog that is gone says nothing any more. */
    private void goOn() {
        Optional<String> ended = feed.flatMap(ChangeFeed::ended);
        if (ended.isEmpty() || System.nanoTime() - triedAgain < AGAIN_AFTER) {
            return;
        }
        triedAgain = System.nanoTime();
        if (ended.get().startsWith(NO_SUCH_PLACE)) {
            unseen("it is not known who else wrote to the target: its binlog could be read up to " + reached()
                    + " only: " + ended.get());
            return;
        }
        feed.ifPresent(ChangeFeed::close);
        synchronized (this) {
            if (closed) {
                return;
            }
            open.ifPresent(TargetTransaction::resumed);
            feed = Optional.of(ChangeFeed.of(target, place.orElseThrow().resume(), tables, this::accept));
        }
    }

    /**
     * Why the target's binlog does not tell all that was written since it was read: it ends before the place that was read, or
     * is another one.
     *
     * @throws DatabaseException when it cannot be asked
     */
    public Optional<String> lost(Session session) {
        if (place.isEmpty()) {
            return Optional.empty();
        }
        // Before the end is asked for: what is read continues.
        BinlogPosition read = reached();
        Optional<BinlogPosition> found = end(session);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        BinlogPosition end = found.get();
        return end.compareTo(read) < 0
                ? Optional.of("the target's binlog was reset: it was read up to " + read + ", and ends at " + end)
                : binlog.replaced();
    }

    /** Whether the target's binlog is read, and so tells what is defined there. */
    public boolean watching() {
        return place.isPresent() && !lasting();
    }

    /** The first write to each table, each once. */
    public synchronized List<Stranger> found() {
        return origins.found();
    }

    /** Rows of a table that somebody else wrote, and whether each was left there. */
    public synchronized Map<List<String>, Boolean> keys(TableName table) {
        return writes.keys(table);
    }

    /** Whether somebody wrote to the table, or may have for all that the target's binlog shows. */
    public synchronized boolean wrote(TableName table) {
        return origins.named(table) || writes.wrote(table);
    }

    /** Nothing that is read dispels the doubt about what the target's binlog shows. */
    public synchronized boolean lasting() {
        return writes.lasting();
    }

    /** Why a table must be read as a whole that was read in snapshots since one was opened. */
    public synchronized Optional<String> doubtSince(TableName table, long opened) {
        return writes.doubtSince(table, opened);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        feed.ifPresent(ChangeFeed::close);
    }
}
