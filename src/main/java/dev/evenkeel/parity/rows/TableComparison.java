package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The comparison of one table: what its chunks gave so far. */
final class TableComparison {
    private final Table table;
    private final String remarks;
    private final ChunkWalk walk;
    private final ChunkPace pace;
    private final Watch watch;
    private final RowOptions options;
    private final TableCourse course;
    private final HashingChoice choice;
    private volatile Optional<Hashing> hashing;
    private volatile boolean alike = true;
    private volatile boolean asTheyAre;
    private int chunks;
    private int unfinished;
    private int compared;
    private long rowsLeft;
    private long rowsRight;
    private BigDecimal sumLeft = BigDecimal.ZERO;
    private BigDecimal sumRight = BigDecimal.ZERO;
    private boolean equal = true;
    private boolean readable = true;
    private boolean abandoned;
    private final List<RowDifference> differences = new ArrayList<>();
    private Optional<String> failure = Optional.empty();
    private Optional<String> versions = Optional.empty();

    /** @param remarks on the shape of the two, as {@link TableShape#remarks} makes them */
    TableComparison(
            Table left,
            Table right,
            String remarks,
            ChunkPace.Limits limits,
            HashingChoice choice,
            ComparisonPlan conduct) {
        this.table = left;
        this.remarks = remarks;
        this.choice = choice;
        this.hashing = choice.settled(left, right);
        this.walk = new ChunkWalk(left, right);
        this.pace = new ChunkPace(limits);
        this.watch = conduct.watch();
        this.options = conduct.options();
        this.course = new TableCourse(table.name());
        Optional.ofNullable(conduct.marks().get(table.name())).ifPresent(this::goOnFrom);
    }

    private void goOnFrom(TableMark mark) {
        if (!walk.from(mark.upTo())) {
            return;
        }
        course.goOnFrom(mark);
        hashing = Optional.of(mark.hashing());
        chunks = mark.chunks();
        compared = mark.chunks();
        rowsLeft = mark.rows();
        rowsRight = mark.rows();
        sumLeft = mark.sum();
        sumRight = mark.sum();
    }

    /** The next chunk to read, empty when there is none or none can be found. For one thread at a time. */
    Optional<Chunk> next(BothSides sides) throws InterruptedException {
        if (!more()) {
            return Optional.empty();
        }
        synchronized (this) {
            chunks++;
            unfinished++;
        }
        try {
            course.begins();
            Chunk chunk = walk.next(sides, hashing.isEmpty() ? pace.within(HashingChoice.toTry(table)) : pace.rows());
            if (hashing.isEmpty()) {
                hashing = Optional.of(choice.tried(chunk, sides::digest));
            }
            course.dealt(chunk);
            return Optional.of(chunk);
        } catch (RuntimeException e) {
            fail(reason(e));
            finished();
            return Optional.empty();
        } catch (InterruptedException e) {
            fail("interrupted");
            finished();
            throw e;
        }
    }

    synchronized boolean more() {
        return failure.isEmpty() && !walk.ended();
    }

    /** Reads a chunk on both sides and, where they differ, names rows. */
    void compare(Chunk chunk, BothSides sides, Progress progress) throws InterruptedException {
        boolean counted = false;
        try {
            long begun = System.nanoTime();
            Hashing by = hashing.orElseThrow();
            BothSides.Answer answer = read(chunk, by, sides);
            long rows = Math.max(answer.left().rows(), answer.right().rows());
            pace.took(rows, Duration.ofNanos(System.nanoTime() - begun));
            walk.held(chunk, answer.left().rows());
            progress.advance(answer.left().rows());
            boolean enough = add(answer);
            counted = true;
            course.read(chunk, answer, by).ifPresent(watch::reached);
            if (!enough && !(answer.equal() && answer.readable())) {
                name(chunk, rows, sides);
            }
            if (last()) {
                count(sides);
                versions(sides);
            }
        } catch (Stopped e) {
            abandon();
            throw e;
        } catch (RuntimeException e) {
            fail(reason(e));
        } finally {
            if (!counted) {
                // Out of memory, perhaps: without this chunk the others must not pass for the table.
                fail("the reading of a range was broken off");
            }
            finished();
        }
    }

    /** Rows that are read here are compared as they are, and hashed only where that finds them not to be alike. */
    private BothSides.Answer read(Chunk chunk, Hashing by, BothSides sides) throws InterruptedException {
        if (by == Hashing.HERE && alike && chunk.isPart()) {
            OptionalLong rows = sides.alike(chunk.table(), chunk.source());
            if (rows.isPresent()) {
                asTheyAre = true;
                // Equal rows add the same to either sum, so that they need not be added at all.
                ChunkDigest equal = new ChunkDigest(rows.getAsLong(), BigDecimal.ZERO);
                return new BothSides.Answer(equal, equal);
            }
            // Perhaps the servers order keys differently; not to be found out again with each chunk.
            alike = false;
        }
        return sides.digest(chunk, by);
    }

    private void finished() {
        Optional<TableResult> ended;
        synchronized (this) {
            unfinished--;
            boolean over = unfinished == 0 && !more() && !abandoned;
            if (over) {
                course.ends();
            }
            ended = over ? Optional.of(result()) : Optional.empty();
        }
        ended.ifPresent(result -> watch.ended(result, course.took()));
    }

    /** For exactly one of the chunks, however many are compared at once. */
    private synchronized boolean last() {
        compared++;
        return compared == chunks && walk.ended() && failure.isEmpty();
    }

    private void versions(BothSides sides) {
        if (table.versioned()) {
            Optional<String> difference = RowVersions.difference(table, sides);
            synchronized (this) {
                versions = difference;
            }
        }
    }

    private void count(BothSides sides) throws InterruptedException {
        if (chunks == 1 || !walk.toBeCounted()) {
            return;
        }
        String sql = "SELECT COUNT(*)" + Chunk.whole(table).source();
        long left = sides.left().read(session -> session.number(sql));
        long right = sides.right().read(session -> session.number(sql));
        boolean covered;
        synchronized (this) {
            covered = left == rowsLeft && right == rowsRight;
        }
        if (!covered) {
            whole(sides);
        }
    }

    /**
     * Once more as one range: a server's ranges of this key are not what its order says, so they left rows out or held some twice
     * (UUID on 10.11.5).
     */
    private void whole(BothSides sides) throws InterruptedException {
        Chunk all = Chunk.whole(table);
        BothSides.Answer answer = sides.digest(all, hashing.orElseThrow());
        synchronized (this) {
            rowsLeft = answer.left().rows();
            rowsRight = answer.right().rows();
            sumLeft = answer.left().sum();
            sumRight = answer.right().sum();
            equal = answer.equal();
            readable = answer.readable();
            differences.clear();
        }
        if (!(answer.equal() && answer.readable())) {
            name(all, Math.max(answer.left().rows(), answer.right().rows()), sides);
        }
    }

    private synchronized boolean add(BothSides.Answer answer) {
        rowsLeft += answer.left().rows();
        rowsRight += answer.right().rows();
        sumLeft = sumLeft.add(answer.left().sum());
        sumRight = sumRight.add(answer.right().sum());
        equal &= answer.equal();
        readable &= answer.readable();
        return differences.size() >= DrillDown.SHOWN;
    }

    private void name(Chunk chunk, long rows, BothSides sides) {
        List<RowDifference> found;
        try {
            found = sides.drillDown(chunk, rows, options);
        } catch (DatabaseException e) {
            synchronized (this) {
                // The digests' difference remains; of a row that could not be digested nothing is known.
                if (!readable) {
                    fail(reason(e));
                }
            }
            return;
        }
        synchronized (this) {
            found.stream().limit(DrillDown.SHOWN - (long) differences.size()).forEach(differences::add);
        }
    }

    /** No more chunks are taken, and the table is not the same. A difference that was seen remains. */
    synchronized void fail(String reason) {
        if (failure.isEmpty() && (more() || unfinished > 0)) {
            failure = Optional.of(reason);
        }
    }

    /** Nobody waits for a verdict any more, and none is reported: what was begun can be continued. */
    synchronized void abandon() {
        abandoned = true;
    }

    synchronized TableResult result() {
        return new TableResult(table.name(), verdict(), rowsLeft, rowsRight, chunks, method() + remarks, table.bytes())
                .after(course.took());
    }

    private String method() {
        String digests =
                "SHA-256 per row, " + hashing.map(by -> by.label() + ", ").orElse("") + "summed, ";
        return (asTheyAre ? "compared as read, byte for byte, or where they were not alike by " : "")
                + digests
                + walk.method();
    }

    private TableVerdict verdict() {
        boolean finished = failure.isEmpty() && unfinished == 0 && walk.ended();
        if (finished && readable && versions.isEmpty() && rowsLeft == rowsRight && sumLeft.compareTo(sumRight) == 0) {
            // Also where single chunks differ: then the servers order some key differently, and have the same rows.
            return new TableVerdict.Same(rowsLeft, chunks);
        }
        if (versions.isPresent()) {
            return new TableVerdict.Different(differences, versions.get());
        }
        if (!equal || !differences.isEmpty()) {
            return new TableVerdict.Different(
                    differences, differences.isEmpty() ? "the digests differ, but no single row could be named" : "");
        }
        return new TableVerdict.Inconclusive(failure.orElse(
                readable
                        ? "the comparison was not finished"
                        : "a row is too large for the server to digest; raise max_allowed_packet"));
    }

    private static String reason(RuntimeException e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
    }
}
