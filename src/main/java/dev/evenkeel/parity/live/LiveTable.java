package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.rows.TableShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of one table while both sides are live. */
final class LiveTable {
    private static final int MOST_REFUSALS = 10;
    private static final long REFUSED_REST = Duration.ofMillis(200).toNanos();

    private final Table source;
    private final Optional<Table> target;
    /** Why it cannot be proved live. */
    private final Optional<String> leftToTheFreeze;

    private Optional<Proof> proof = Optional.empty();
    private final List<RowDifference> differences = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();
    private int attempts;
    private boolean givenUp;
    /** How often in a row a server refused to read it. */
    private int refusals;

    private long refusedUntil;
    private long restedUntil;
    private long tookNanos;

    LiveTable(Table source, Optional<Table> target, Optional<String> leftToTheFreeze) {
        this.source = source;
        this.target = target;
        this.leftToTheFreeze = leftToTheFreeze;
    }

    /**
     * Every row was the same on both sides.
     *
     * @param from as of here; what changed after it is in the residue
     * @param at the source's snapshot of the last chunk
     * @param known doubts up to here were known, and definitions looked at, when it was read
     * @param opened when the first of its snapshots was opened, by the JVM's clock in nanoseconds
     */
    record Proof(
            BinlogPosition from,
            BinlogPosition at,
            int chunks,
            long rows,
            Optional<Count> count,
            BinlogPosition known,
            long opened) {}

    /**
     * Rows counted in a snapshot, less what the feed had added by then: with what it has added later they give today's.
     *
     * @param resumed how often the feed had been continued by then
     */
    record Count(BinlogPosition from, int resumed, long source, OptionalLong target) {}

    Table source() {
        return source;
    }

    Optional<Table> target() {
        return target;
    }

    /** What differs in the shape of the two, as a result's method says it. */
    String remarks() {
        return target.map(other -> TableShape.remarks(source, "source", other, "target"))
                .orElse("");
    }

    Optional<String> leftToTheFreeze() {
        return leftToTheFreeze;
    }

    synchronized Optional<Proof> proof() {
        return proof;
    }

    synchronized List<RowDifference> differences() {
        return List.copyOf(differences);
    }

    synchronized Optional<String> trouble() {
        return trouble;
    }

    synchronized int attempts() {
        return attempts;
    }

    /** Whether its next pass may begin; one that is made dirty again and again is not read without end. */
    synchronized boolean rested(long now) {
        return attempts == 0 || now - restedUntil > 0;
    }

    synchronized void proved(Proof found, long restUntil) {
        proof = Optional.of(found);
        trouble = Optional.empty();
        answered();
        attempts++;
        restedUntil = restUntil;
    }

    synchronized void notProved(String reason, long restUntil) {
        answered();
        proof = Optional.empty();
        trouble = Optional.of(reason);
        attempts++;
        restedUntil = restUntil;
    }

    /** So much more time was spent on it. */
    synchronized void spent(long nanos) {
        tookNanos += nanos;
    }

    synchronized Duration took() {
        return Duration.ofNanos(tookNanos);
    }

    /**
     * A server refused to read it, which it may do for a moment, as while a definition changes; where it does so again and again,
     * this table is left alone and the others are not.
     *
     * @param reason the server's words
     * @param now by the JVM's clock in nanoseconds
     */
    synchronized void refused(String reason, long now) {
        refusals++;
        refusedUntil = now + refusals * REFUSED_REST;
        if (refusals >= MOST_REFUSALS) {
            giveUp("it could not be read: " + reason);
        }
    }

    /** A server read it, or part of it. */
    synchronized void answered() {
        refusals = 0;
    }

    /** Whether servers are asked to read it, after one refused to. */
    synchronized boolean askable(long now) {
        return !givenUp && (refusals == 0 || now - refusedUntil > 0);
    }

    /** Nothing can be proved of it before the freeze. */
    synchronized void giveUp(String reason) {
        proof = Optional.empty();
        trouble = Optional.of(reason);
        givenUp = true;
    }

    synchronized boolean givenUp() {
        return givenUp;
    }

    synchronized void differs(List<RowDifference> rows, String reason) {
        proof = Optional.empty();
        differences.addAll(rows);
        trouble = Optional.of(reason);
        attempts++;
    }

    synchronized boolean different() {
        return proof.isEmpty()
                && (!differences.isEmpty() || trouble.filter(DIFFERENT::equals).isPresent());
    }

    static final String DIFFERENT = "the digests differ, and nothing changed during the comparison";
}
