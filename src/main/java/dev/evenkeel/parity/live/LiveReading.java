package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.Doubt;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.parity.strangers.Strangers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the tables of a live proof, one after the other, small ones together; and again those that a doubt fell on. For the one
 * thread of the proof.
 */
final class LiveReading {
    private static final long AGAIN_AFTER = Duration.ofSeconds(3).toNanos();
    private static final long AGAIN_AT_LAST = Duration.ofMinutes(1).toNanos();
    /** By the server's own estimates. */
    private static final long SMALL_ROWS = 1_000;

    private static final long SMALL_BYTES = 1 << 20;
    private static final int MOST_TOGETHER = 64;

    private final LiveSides sides;
    private final LiveTables tables;
    private final List<LiveTable> all;
    private final ChangeLog log;
    private final Strangers strangers;
    private final Snapshots viewer;
    private final LivePass pass;
    private final BothSides pools;
    private final Definitions definitions;
    private final AtomicLong examined = new AtomicLong();
    /** Where the search for a table to read continues. */
    private int next;

    LiveReading(
            LiveSides sides,
            LiveTables tables,
            ChangeLog log,
            Strangers strangers,
            Snapshots viewer,
            BothSides pools,
            RowOptions options,
            LivePass.Rest rest) {
        this.sides = sides;
        this.tables = tables;
        this.all = tables.all();
        this.log = log;
        this.strangers = strangers;
        this.viewer = viewer;
        this.pools = pools;
        this.definitions = new Definitions(sides, tables);
        this.pass = new LivePass(viewer, log, options, examined::addAndGet, rest, tables.mostLetters());
    }

    /** How many rows were read. */
    long examined() {
        return examined.get();
    }

    /** Reads what is due next. False when nothing is. */
    boolean read() throws InterruptedException {
        List<LiveTable> due = due();
        if (due.isEmpty()) {
            return false;
        }
        if (due.size() == 1) {
            read(due.get(0));
        } else {
            together(due);
        }
        return true;
    }

    private List<LiveTable> due() {
        List<LiveTable> due = new ArrayList<>();
        Optional<BinlogPosition> executed = Optional.empty();
        for (int i = 0; i < all.size() && due.size() < MOST_TOGETHER; i++) {
            LiveTable table = all.get((next + i) % all.size());
            if (!isDue(table)) {
                continue;
            }
            if (log.doubt(table.source().name()).isPresent()) {
                // What the target has yet to apply, an ALTER of an hour perhaps, is not waited for: others may be read.
                executed = executed.or(() -> Optional.of(tables.executed(sides).get()));
                if (!executed.get().reached(atLeast(table))) {
                    continue;
                }
            }
            if (due.isEmpty() || isSmall(table)) {
                due.add(table);
            }
            if (!isSmall(due.get(0))) {
                break;
            }
        }
        if (!due.isEmpty()) {
            next = all.indexOf(due.get(0)) + 1;
        }
        return due;
    }

    private static boolean isSmall(LiveTable table) {
        Table source = table.source();
        return source.estimatedRows() <= SMALL_ROWS && source.bytes() <= SMALL_BYTES;
    }

    private boolean isDue(LiveTable table) {
        return table.leftToTheFreeze().isEmpty()
                && table.askable(System.nanoTime())
                && !table.different()
                && table.rested(System.nanoTime())
                && table.proof().map(proof -> doubted(table, proof)).orElse(true);
    }

    /** Why a proof says nothing any more, as far as reading the table again helps. */
    boolean doubted(LiveTable table, LiveTable.Proof proof) {
        return log.doubtAfter(table.source().name(), proof.known()).isPresent()
                || strangers.doubtSince(table.source().name(), proof.opened()).isPresent() && !strangers.lasting();
    }

    /** Why the table's definition must be looked at before it is read; empty when nothing doubted it so far. */
    private boolean lookedAt(LiveTable table, BinlogPosition atLeast) throws InterruptedException {
        Optional<Doubt> doubt = log.doubt(table.source().name());
        Optional<LiveTable.Proof> proof = table.proof();
        if (doubt.isEmpty() && proof.isEmpty()) {
            return true;
        }
        // A view that holds the doubt cannot be older than it.
        SnapshotPair view = viewer.view(atLeast);
        Optional<String> change = definitions.change(table, view, atLeast, proof.map(LiveTable.Proof::opened));
        change.ifPresent(table::giveUp);
        return change.isEmpty();
    }

    private BinlogPosition atLeast(LiveTable table) {
        return log.doubt(table.source().name())
                .map(Doubt::at)
                .filter(at -> at.compareTo(tables.from()) > 0)
                .orElse(tables.from());
    }

    private void together(List<LiveTable> due) throws InterruptedException {
        viewer.release();
        BinlogPosition atLeast =
                due.stream().map(this::atLeast).max(BinlogPosition::compareTo).orElse(tables.from());
        List<LiveTable> small = new ArrayList<>();
        for (LiveTable table : due) {
            if (lookedAt(table, atLeast)) {
                small.add(table);
            }
        }
        Map<LiveTable, LiveTable.Proof> proofs;
        long begun = System.nanoTime();
        try {
            proofs = small.isEmpty() ? Map.of() : pass.together(small, atLeast);
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            // One of them, perhaps, that is gone: each by itself.
            viewer.reset();
            proofs = Map.of();
        }
        long share = (System.nanoTime() - begun) / Math.max(1, small.size());
        for (LiveTable table : small) {
            table.spent(share);
            if (proofs.containsKey(table)) {
                proved(table, proofs.get(table), 0);
            } else {
                read(table);
            }
        }
    }

    private void read(LiveTable table) throws InterruptedException {
        long begun = System.nanoTime();
        BinlogPosition atLeast = atLeast(table);
        if (log.doubt(table.source().name()).isPresent() || table.proof().isPresent()) {
            viewer.fresh(atLeast);
        } else {
            // Here, so that what keeps it from being opened is not held against the table.
            viewer.view(atLeast);
        }
        if (!lookedAt(table, atLeast)) {
            return;
        }
        LivePass.Outcome outcome;
        try {
            outcome = pass.over(table, pools, atLeast);
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            viewer.reset();
            table.refused(e.getMessage(), System.nanoTime());
            return;
        }
        long took = System.nanoTime() - begun;
        table.spent(took);
        if (outcome instanceof LivePass.Outcome.Proved proved) {
            proved(table, proved.proof(), took);
        } else if (outcome instanceof LivePass.Outcome.Differs differs) {
            table.differs(differs.rows(), LiveTable.DIFFERENT);
        } else if (outcome instanceof LivePass.Outcome.Unknown unknown) {
            table.notProved(unknown.reason(), restUntil(took));
        }
    }

    private void proved(LiveTable table, LiveTable.Proof proof, long took) {
        log.provedAll(table.source().name(), proof.from());
        // Last: whoever sees the proof sees what it left open.
        table.proved(proof, restUntil(took));
    }

    private static long restUntil(long took) {
        return System.nanoTime() + Math.max(AGAIN_AFTER, Math.min(AGAIN_AT_LAST, 4 * took));
    }
}
