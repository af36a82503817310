package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.ChangedRows;
import dev.evenkeel.parity.changes.Doubt;
import dev.evenkeel.parity.changes.Touch;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.Chunk;
import dev.evenkeel.parity.rows.ChunkPace;
import dev.evenkeel.parity.rows.ChunkWalk;
import dev.evenkeel.parity.rows.DrillDown;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.HashingChoice;
import dev.evenkeel.parity.rows.KeyedRows;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.wire.KeyColumn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * One reading of a table, chunk by chunk, while both sides are in use. A chunk that is unequal is judged without the rows that
 * changed between the two snapshots: their digests are taken off both sums.
 */
final class LivePass {
    private static final Duration FEED_PATIENCE = Duration.ofSeconds(30);
    /** More changed rows than that are not taken off one chunk; it is read again later. */
    private static final int MOST_TAKEN_OFF = 5_000;

    private static final int ATTEMPTS = 4;
    private static final ChunkPace.Limits GENTLE = new ChunkPace.Limits(1_000, 100_000, Duration.ofMillis(150));

    private final Snapshots viewer;
    private final ChangeLog log;
    private final RowOptions options;
    private final HashingChoice choice;
    private final LongConsumer examined;
    private final Rest rest;
    private final long mostLetters;

    /**
     * @param examined receives how many rows were read
     * @param mostLetters of a condition
     */
    LivePass(Snapshots viewer, ChangeLog log, RowOptions options, LongConsumer examined, Rest rest, long mostLetters) {
        this.viewer = viewer;
        this.log = log;
        this.options = options;
        this.choice = new HashingChoice(options.hashing());
        this.examined = examined;
        this.rest = rest;
        this.mostLetters = mostLetters;
    }

    /** Receives how long a piece of work took, and may wait a while to let others work. */
    interface Rest {
        void after(long nanos) throws InterruptedException;
    }

    sealed interface Outcome {
        record Proved(LiveTable.Proof proof) implements Outcome {}

        record Differs(List<RowDifference> rows) implements Outcome {
            boolean onOneSide() {
                return rows.stream().noneMatch(row -> row.kind() == RowDifference.Kind.CHANGED);
            }
        }

        /** It changed too much, or is not readable. */
        record Unknown(String reason) implements Outcome {}
    }

    Outcome over(LiveTable live, BothSides sides, BinlogPosition atLeast) throws InterruptedException {
        Table table = live.source();
        ChunkWalk walk = new ChunkWalk(table, live.target().orElseThrow());
        ChunkPace pace = new ChunkPace(GENTLE);
        Optional<Hashing> hashing = choice.settled(table, live.target().orElseThrow());
        Optional<LiveTable.Count> count =
                table.estimatedRows() > GENTLE.least() ? count(table, atLeast) : Optional.empty();
        SnapshotPair first = viewer.view(atLeast);
        BinlogPosition from = first.from();
        BinlogPosition at = from;
        long opened = first.opened();
        int chunks = 0;
        long rows = 0;
        while (!walk.ended()) {
            long begun = System.nanoTime();
            Chunk chunk = walk.next(sides, hashing.isEmpty() ? pace.within(HashingChoice.toTry(table)) : pace.rows());
            if (hashing.isEmpty()) {
                hashing = Optional.of(choice.tried(
                        chunk, (one, by) -> viewer.digest(viewer.view(atLeast), by, table, session -> one.source())));
            }
            Looked looked = compare(chunk, hashing.get(), atLeast);
            for (int attempt = 1; looked.again() && attempt < ATTEMPTS; attempt++) {
                viewer.fresh(atLeast);
                looked = compare(chunk, hashing.get(), atLeast);
            }
            if (looked.outcome().isPresent()) {
                return chunk.upTo().or(chunk::after).isPresent()
                                && walk.toBeCounted()
                                && looked.outcome().get() instanceof Outcome.Differs found
                                && found.onOneSide()
                        ? whole(table, hashing.get(), atLeast)
                        : looked.outcome().get();
            }
            if (looked.rows() == 0 && chunk.upTo().isPresent() && walk.toBeCounted()) {
                // Its bound is a key that was just read: a server that finds none may compare it in a way of its own.
                return whole(table, hashing.get(), atLeast);
            }
            chunks++;
            rows += looked.rows();
            walk.held(chunk, looked.left());
            // Of all its chunks the one that holds least counts.
            from = looked.view().from().compareTo(from) < 0 ? looked.view().from() : from;
            at = looked.view().at();
            opened =
                    Math.min(opened - looked.view().opened(), 0) + looked.view().opened();
            long took = System.nanoTime() - begun;
            pace.took(looked.rows(), Duration.ofNanos(took));
            examined.accept(looked.rows());
            if (chunks == 1 && walk.ended()) {
                count = counted(table, looked.view(), looked.left(), looked.right());
            }
            rest.after(took);
        }
        return new Outcome.Proved(new LiveTable.Proof(from, at, chunks, rows, count, atLeast, opened));
    }

    /**
     * Small tables, read together in one statement on either side. Those that are not equal, or cannot be read so, are missing
     * from the answer.
     */
    Map<LiveTable, LiveTable.Proof> together(List<LiveTable> small, BinlogPosition atLeast)
            throws InterruptedException {
        long begun = System.nanoTime();
        SnapshotPair view = viewer.view(atLeast);
        List<BothSides.Answer> answers =
                viewer.digests(view, small.stream().map(LiveTable::source).toList());
        Map<LiveTable, LiveTable.Proof> proofs = new LinkedHashMap<>();
        for (int i = 0; i < small.size(); i++) {
            BothSides.Answer answer = answers.get(i);
            if (answer.readable() && answer.equal()) {
                long rows = answer.left().rows();
                examined.accept(rows);
                proofs.put(
                        small.get(i),
                        new LiveTable.Proof(
                                view.from(),
                                view.at(),
                                1,
                                rows,
                                counted(
                                        small.get(i).source(),
                                        view,
                                        rows,
                                        answer.right().rows()),
                                atLeast,
                                view.opened()));
            }
        }
        rest.after(System.nanoTime() - begun);
        return proofs;
    }

    /** Servers that sort a key differently have other rows in the same range, and yet perhaps the same rows. */
    private Outcome whole(Table table, Hashing hashing, BinlogPosition atLeast) throws InterruptedException {
        Looked looked = compare(Chunk.whole(table), hashing, atLeast);
        examined.accept(looked.rows());
        if (looked.outcome().isPresent()) {
            return looked.outcome().get();
        }
        SnapshotPair view = looked.view();
        return new Outcome.Proved(new LiveTable.Proof(
                view.from(),
                view.at(),
                1,
                looked.rows(),
                counted(table, view, looked.left(), looked.right()),
                atLeast,
                view.opened()));
    }

    /** What comparing a chunk gave: equal unless there is an outcome, or it is to be done again. */
    private record Looked(SnapshotPair view, long left, long right, boolean again, Optional<Outcome> outcome) {
        long rows() {
            return Math.max(left, right);
        }

        static Looked equal(SnapshotPair view, BothSides.Answer answer) {
            return new Looked(view, answer.left().rows(), answer.right().rows(), false, Optional.empty());
        }

        static Looked again(SnapshotPair view, String reason) {
            return new Looked(view, 0, 0, true, Optional.of(new Outcome.Unknown(reason)));
        }

        static Looked ends(SnapshotPair view, Outcome outcome) {
            return new Looked(view, 0, 0, false, Optional.of(outcome));
        }
    }

    private Looked compare(Chunk chunk, Hashing hashing, BinlogPosition atLeast) throws InterruptedException {
        SnapshotPair view = viewer.view(atLeast);
        Table table = chunk.table();
        BothSides.Answer all = viewer.digest(view, hashing, table, session -> chunk.source());
        if (!all.readable()) {
            return Looked.ends(
                    view, new Outcome.Unknown("a row is too large for the server to digest; raise max_allowed_packet"));
        }
        if (all.equal()) {
            return Looked.equal(view, all);
        }
        Optional<Doubt> doubt = doubtNow(table, view, atLeast);
        if (doubt.isPresent()) {
            return Looked.again(view, doubt.get().reason());
        }
        Optional<ChangedRows> changed = log.changedAfter(table.name(), view.from());
        if (changed.isEmpty()
                || changed.get().size() > MOST_TAKEN_OFF
                || KeyBatches.letters(changed.get()) > mostLetters) {
            return Looked.again(view, "too many of its rows change while they are read");
        }
        if (changed.get().none()) {
            return differs(chunk, view, session -> "", all, atLeast);
        }
        KeyedRows keyed = new KeyedRows(table);
        BothSides.Answer part =
                viewer.digest(view, hashing, table, session -> chunk.source(keyed.condition(session, changed.get())));
        if (part.readable()
                && all.left().without(part.left()).equals(all.right().without(part.right()))) {
            return Looked.equal(view, all);
        }
        if (!found(keyed, table, view, changed.get().keys())) {
            return Looked.again(view, "keys of it are not found as its binlog shows them");
        }
        return differs(
                chunk,
                view,
                session -> "NOT COALESCE(" + keyed.condition(session, changed.get()) + ", 0)",
                all,
                atLeast);
    }

    /** Whether the source's snapshot has the rows that were told to be there: else they are taken off under wrong keys. */
    private boolean found(KeyedRows keyed, Table table, SnapshotPair view, List<List<String>> changed) {
        Map<List<String>, Touch> told = log.keys(table.name(), view.at(), Integer.MAX_VALUE);
        List<List<String>> present = changed.stream()
                .filter(key -> told.containsKey(key) && told.get(key).present())
                .toList();
        return KeyBatches.ofKeys(present, mostLetters).stream().allMatch(batch -> {
            Set<String> there = keyed.digests(view.source(), batch).keySet();
            // A foreign key may have taken a row again, and no binlog shows.
            return batch.stream()
                    .allMatch(key -> there.contains(KeyColumn.text(key))
                            || log.uncountedAfter(table.name(), told.get(key).at()));
        });
    }

    /**
     * A doubt that fell on a table since its definition was looked at, for all that the source wrote until now. One that the
     * view holds counts, too: what came after it was read by an older definition. And some definitions reach into a snapshot that
     * was opened before them (on 10.1 a TRUNCATE empties it).
     */
    private Optional<Doubt> doubtNow(Table table, SnapshotPair view, BinlogPosition lookedAt)
            throws InterruptedException {
        log.await(Binlog.position(view.source()), FEED_PATIENCE);
        return log.doubtAfter(table.name(), lookedAt);
    }

    private Looked differs(
            Chunk chunk,
            SnapshotPair view,
            Function<Session, String> except,
            BothSides.Answer all,
            BinlogPosition lookedAt)
            throws InterruptedException {
        List<RowDifference> rows = new DrillDown(view.source(), view.target(), chunk.table(), except, options)
                .differences(chunk, Math.max(all.left().rows(), all.right().rows()));
        return doubtNow(chunk.table(), view, lookedAt)
                .map(doubt -> Looked.again(view, doubt.reason()))
                .orElseGet(() -> Looked.ends(view, new Outcome.Differs(rows)));
    }

    private Optional<LiveTable.Count> count(Table table, BinlogPosition atLeast) throws InterruptedException {
        SnapshotPair view = viewer.fresh(atLeast);
        String sql = "SELECT COUNT(*)" + Chunk.whole(table).source();
        long begun = System.nanoTime();
        Optional<LiveTable.Count> count =
                counted(table, view, view.source().number(sql), view.target().number(sql));
        rest.after(System.nanoTime() - begun);
        return count;
    }

    private Optional<LiveTable.Count> counted(Table table, SnapshotPair view, long source, long target)
            throws InterruptedException {
        log.await(view.to(), FEED_PATIENCE);
        OptionalLong onTarget = viewer.exactlyApplied(view)
                .flatMap(end -> log.balance(table.name(), end))
                .map(balance -> OptionalLong.of(target - balance))
                .orElse(OptionalLong.empty());
        return log.balance(table.name(), view.at())
                .map(balance -> new LiveTable.Count(view.from(), log.resumed(), source - balance, onTarget));
    }
}
