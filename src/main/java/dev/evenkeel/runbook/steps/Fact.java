package dev.evenkeel.runbook.steps;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.parity.LiveProof;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.transfer.DumpResult;
import dev.evenkeel.transfer.EventResult;
import dev.evenkeel.transfer.LoadResult;
import dev.evenkeel.transfer.Loader;
import java.time.Duration;
import java.time.Instant;

/**
 * A fact that one step finds and a later one needs.
 *
 * @param what its name in a message
 */
record Fact<T>(String what, Class<T> type) {
    static final Fact<Coordinates> PINNED = new Fact<>("pinned coordinates", Coordinates.class);
    static final Fact<Coordinates> FETCHED = new Fact<>("fetched coordinates", Coordinates.class);
    static final Fact<Coordinates> FROZEN = new Fact<>("frozen coordinates", Coordinates.class);
    static final Fact<DumpResult> DUMP = new Fact<>("dump", DumpResult.class);
    static final Fact<LoadResult> LOAD = new Fact<>("load", LoadResult.class);
    static final Fact<Loader> LOADER = new Fact<>("loader of the dump", Loader.class);
    static final Fact<EventResult> EVENTS = new Fact<>("events copied", EventResult.class);
    static final Fact<RowResult> PINNED_PROOF = new Fact<>("proof at the pinned coordinates", RowResult.class);
    static final Fact<BinlogPosition> TARGET_COPIED =
            new Fact<>("place in the target's own binlog behind the copy", BinlogPosition.class);
    static final Fact<LiveProof> LIVE = new Fact<>("live proof", LiveProof.class);
    static final Fact<BinlogPosition> TARGET_AT_PROOF =
            new Fact<>("place in the target's own binlog at the proof", BinlogPosition.class);
    static final Fact<Duration> BEHIND = new Fact<>("time that the target is behind the source", Duration.class);
    static final Fact<Long> FROZEN_SINCE = new Fact<>("time of the freeze", Long.class);
    static final Fact<Long> FROZEN_MILLIS = new Fact<>("length of the freeze", Long.class);
    static final Fact<Instant> FROZEN_AT = new Fact<>("time of the freeze", Instant.class);
    static final Fact<Boolean> OWN_REPLICATION_USER =
            new Fact<>("that this run made the replication user", Boolean.class);
    static final Fact<Boolean> OWN_LINK = new Fact<>("that this run pointed the target at the source", Boolean.class);
    static final Fact<Long> RETENTION_BEFORE = new Fact<>("retention before the run", Long.class);
}
