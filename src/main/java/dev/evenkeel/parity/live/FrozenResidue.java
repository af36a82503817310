package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.RowGroup;
import dev.evenkeel.parity.changes.Touch;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.Chunk;
import dev.evenkeel.parity.rows.DrillDown;
import dev.evenkeel.parity.rows.KeyedRows;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.replication.wire.KeyColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Compares what changed since it was proved, both sides standing still. What the feed said last of a key is held against
 * the source: a key that was misread would be missing on both sides, and that must not pass for the same.
 */
final class FrozenResidue {

    private final BothSides sides;
    private final ChangeLog log;
    private final RowOptions options;
    private final AtomicLong compared = new AtomicLong();

    private final long mostLetters;
    private final Optional<CountsAhead> ahead;

    /**
     * @param mostLetters of a condition
     * @param ahead what was counted before the freeze
     */
    FrozenResidue(BothSides sides, ChangeLog log, RowOptions options, long mostLetters, Optional<CountsAhead> ahead) {
        this.ahead = ahead;
        this.mostLetters = mostLetters;
        this.sides = sides;
        this.log = log;
        this.options = options;
    }

    /** @param strange keys that somebody else wrote on the target */
    record Part(LiveTable live, LiveTable.Proof proof, Map<List<String>, Boolean> strange) {}

    /** What one batch gave: nothing unequal, differences, or that the feed reported something else. */
    private record Found(List<RowDifference> rows, boolean unequal, boolean misread) {
        static final Found SAME = new Found(List.of(), false, false);
        /** A server refused: reading the whole table tells why, or that it does not any more. */
        static final Found REFUSED = new Found(List.of(), false, true);
    }

    /** How many keys and groups were compared so far. */
    long compared() {
        return compared.get();
    }

    /** What became of a table; empty where the whole table must be read. */
    record Compared(Part part, Optional<TableResult> result) {}

    /**
     * The work on one table. Most tables have none, and what is done for each would be felt with thousands.
     *
     * @param told how many rows it has, by what the feed counted
     * @param asked the same of the servers, where the feed could not
     */
    private record Running(
            Part part,
            AtomicLong nanos,
            List<Future<Found>> batches,
            Optional<CountsAhead.Counted> told,
            Optional<Future<Optional<CountsAhead.Counted>>> asked) {
        Optional<CountsAhead.Counted> count() throws InterruptedException, ExecutionException {
            return asked.isPresent() ? asked.get().get() : told;
        }
    }

    /** All tables, in the order in which they are given. */
    List<Compared> compare(List<Part> parts) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
        try {
            List<Running> begun = new ArrayList<>();
            for (Part part : parts) {
                AtomicLong nanos = new AtomicLong();
                List<Future<Found>> batches = new ArrayList<>();
                for (Work batch : batches(part)) {
                    batches.add(pool.submit(() -> timed(batch, nanos)));
                }
                begun.add(new Running(part, nanos, batches, told(part), Optional.empty()));
            }
            // After all batches, so that no server counts rows while changed ones wait to be compared.
            List<Running> running = new ArrayList<>();
            for (Running table : begun) {
                running.add(table.told().isPresent() ? table : counting(table, pool));
            }
            List<Compared> results = new ArrayList<>();
            for (Running table : running) {
                results.add(new Compared(table.part(), result(table)));
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Running counting(Running table, ExecutorService pool) {
        Future<Optional<CountsAhead.Counted>> asked = pool.submit(() -> {
            long begun = System.nanoTime();
            Optional<CountsAhead.Counted> count = unlessRefused(() -> ahead(table.part())
                    .orElseGet(() -> counted(table.part().live().source())));
            table.nanos().addAndGet(System.nanoTime() - begun);
            return count;
        });
        return new Running(table.part(), table.nanos(), table.batches(), Optional.empty(), Optional.of(asked));
    }

    private Optional<TableResult> result(Running table) throws InterruptedException, ExecutionException {
        List<Found> found = new ArrayList<>();
        for (Future<Found> batch : table.batches()) {
            found.add(batch.get());
        }
        return table.count()
                .flatMap(rows -> unlessRefused(
                        () -> result(table.part(), found, rows, table.nanos().get())))
                .flatMap(Function.identity());
    }

    /** Looks at the changed keys as {@link #compare} does, and at nothing of which nobody knows how long it takes. */
    void tryOut(List<Part> parts) throws InterruptedException {
        for (Part part : parts) {
            for (Work batch : keyBatches(part)) {
                timed(batch, new AtomicLong());
            }
        }
    }

    private static Found timed(Work batch, AtomicLong nanos) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            return batch.look();
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Found.REFUSED;
        } finally {
            nanos.addAndGet(System.nanoTime() - begun);
        }
    }

    private interface Work {
        Found look() throws InterruptedException;
    }

    private List<Work> batches(Part part) {
        Table table = part.live().source();
        List<Work> batches = new ArrayList<>(keyBatches(part));
        for (List<RowGroup> batch : KeyBatches.ofGroups(log.groups(table.name(), log.reached()), mostLetters)) {
            batches.add(() -> groups(table, batch));
        }
        return batches;
    }

    private List<Work> keyBatches(Part part) {
        Table table = part.live().source();
        Map<List<String>, Touch> touched = log.keys(table.name(), log.reached(), Integer.MAX_VALUE);
        List<List<String>> keys = new ArrayList<>(touched.keySet());
        part.strange().keySet().stream()
                .filter(key -> !touched.containsKey(key))
                .forEach(keys::add);
        List<Work> batches = new ArrayList<>();
        for (List<List<String>> batch : KeyBatches.ofKeys(keys, mostLetters)) {
            batches.add(() -> keys(table, batch, touched, part.strange()));
        }
        return batches;
    }

    private Found keys(
            Table table, List<List<String>> batch, Map<List<String>, Touch> touched, Map<List<String>, Boolean> strange)
            throws InterruptedException {
        KeyedRows rows = new KeyedRows(table);
        BothSides.Answer answer = sides.digest(table, session -> rows.from(session, batch));
        compared.addAndGet(batch.size());
        long told = batch.stream()
                .filter(key -> touched.containsKey(key) && touched.get(key).present())
                .count();
        boolean allTold = batch.stream().allMatch(touched::containsKey);
        if (answer.readable() && answer.equal() && allTold && answer.left().rows() == told) {
            return Found.SAME;
        }
        return sides.left().read(left -> sides.right().read(right -> {
            Map<String, String> mine = rows.digests(left, batch);
            Map<String, String> theirs = rows.digests(right, batch);
            Set<String> differing = new TreeSet<>(KeyedRows.differing(mine, theirs));
            if (!differing.isEmpty()) {
                return new Found(rows.name(left, right, differing, options), true, false);
            }
            boolean misread = batch.stream()
                    .filter(touched::containsKey)
                    .anyMatch(key -> !LiveResidue.asTold(log, table, key, touched.get(key), mine));
            misread |= batch.stream().filter(key -> !touched.containsKey(key)).anyMatch(key -> {
                // Written on the target alone and told by nobody since, so there it is as it was left.
                boolean present = theirs.containsKey(KeyColumn.text(key));
                return present != strange.get(key);
            });
            return new Found(List.of(), false, misread || mine.containsValue(""));
        }));
    }

    private Found groups(Table table, List<RowGroup> batch) throws InterruptedException {
        KeyedRows rows = new KeyedRows(table);
        BothSides.Answer answer = sides.digest(table, session -> rows.fromGroups(session, batch));
        compared.addAndGet(batch.size());
        if (answer.readable() && answer.equal()) {
            return Found.SAME;
        }
        long most = Math.max(answer.left().rows(), answer.right().rows());
        return sides.left().read(left -> sides.right()
                .read(right -> new Found(
                        new DrillDown(left, right, table, session -> rows.groups(session, batch), options)
                                .differences(Chunk.whole(table), most),
                        !answer.equal(),
                        !answer.readable())));
    }

    /** Empty where a server refused: reading the whole table tells why, or that it does not any more. */
    private static <T> Optional<T> unlessRefused(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * @param count of rows, by what the feed counted where it could
     * @param nanos what looking at what changed, and counting, took
     */
    private Optional<TableResult> result(Part part, List<Found> found, CountsAhead.Counted count, long nanos) {
        Table table = part.live().source();
        LiveTable.Proof proof = part.proof();
        List<RowDifference> rows = found.stream()
                .flatMap(batch -> batch.rows().stream())
                .distinct()
                .limit(DrillDown.SHOWN)
                .toList();
        if (rows.isEmpty() && found.stream().anyMatch(batch -> batch.unequal() || batch.misread())) {
            return Optional.empty();
        }
        // Where the sides differ, one of them does not hold what the feed counted.
        CountsAhead.Counted counted = rows.isEmpty() ? count : counted(table);
        TableVerdict verdict = rows.isEmpty()
                ? new TableVerdict.Same(counted.source(), proof.chunks())
                : new TableVerdict.Different(rows, "");
        if (rows.isEmpty() && counted.source() != counted.target()) {
            // A proof that its own count contradicts is none.
            return Optional.empty();
        }
        return Optional.of(new TableResult(
                table.name(),
                verdict,
                counted.source(),
                counted.target(),
                proof.chunks(),
                "SHA-256 per row, live at " + proof.at() + ", then what changed, at rest"
                        + part.live().remarks(),
                0,
                part.live().took().plusNanos(nanos)));
    }

    /** By what the feed counted; empty where it could not, and the servers must. */
    private Optional<CountsAhead.Counted> told(Part part) {
        Table table = part.live().source();
        Optional<LiveTable.Count> base = part.proof()
                .count()
                .filter(count -> count.resumed() == log.resumed() && !log.uncountedAfter(table.name(), count.from()));
        if (base.isEmpty() || base.get().target().isEmpty()) {
            return Optional.empty();
        }
        return log.balance(table.name(), log.reached())
                .map(balance -> new CountsAhead.Counted(
                        base.get().source() + balance, base.get().target().getAsLong() + balance));
    }

    /** By what was counted before the freeze; what others than replication wrote on the target the source's feed does not tell. */
    private Optional<CountsAhead.Counted> ahead(Part part) {
        return ahead.filter(counts -> part.strange().isEmpty())
                .flatMap(counts -> counts.now(part.live().source(), sides, mostLetters));
    }

    /** Tables whose rows the servers would have to count in a freeze that came now, of those that a snapshot keeps as they are. */
    List<Table> uncounted(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.strange().isEmpty() && told(part).isEmpty())
                .filter(part -> inSnapshots(part.live().source())
                        && part.live()
                                .target()
                                .filter(FrozenResidue::inSnapshots)
                                .isPresent())
                .map(part -> part.live().source())
                .toList();
    }

    private static boolean inSnapshots(Table table) {
        return table.engine().equalsIgnoreCase("InnoDB");
    }

    private CountsAhead.Counted counted(Table table) {
        String sql = "SELECT COUNT(*)" + Chunk.whole(table).source();
        return AtOnce.ask(
                () -> sides.left().read(session -> session.number(sql)),
                () -> sides.right().read(session -> session.number(sql)),
                CountsAhead.Counted::new);
    }
}
