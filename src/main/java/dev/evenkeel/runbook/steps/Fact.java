package dev.evenkeel.runbook.steps;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.Steering;
import dev.evenkeel.transfer.DumpResult;
import dev.evenkeel.transfer.EventResult;
import dev.evenkeel.transfer.EventsInForce;
import dev.evenkeel.transfer.LoadResult;
import dev.evenkeel.transfer.Loader;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A fact that one step finds and a later one needs.
 *
 * @param what its name in a message
 */
record Fact<T>(String what, Class<T> type) {
    static final Fact<Steering> STEERING = new Fact<>("way to steer the servers", Steering.class);
    static final Fact<Coordinates> PINNED = new Fact<>("pinned coordinates", Coordinates.class);
    static final Fact<Coordinates> FETCHED = new Fact<>("fetched coordinates", Coordinates.class);
    static final Fact<Coordinates> FROZEN = new Fact<>("frozen coordinates", Coordinates.class);
    static final Fact<DumpResult> DUMP = new Fact<>("dump", DumpResult.class);
    static final Fact<LoadResult> LOAD = new Fact<>("load", LoadResult.class);
    static final Fact<Loader> LOADER = new Fact<>("loader of the dump", Loader.class);
    static final Fact<PinnedCatalog> PINNED_CATALOG =
            new Fact<>("databases, accounts and events at the pinned coordinates", PinnedCatalog.class);
    static final Fact<EventResult> EVENTS = new Fact<>("events copied", EventResult.class);
    static final Fact<Compared> OBJECTS = new Fact<>("comparison of the objects", Compared.class);
    static final Fact<RowResult> PINNED_PROOF = new Fact<>("proof at the pinned coordinates", RowResult.class);
    static final Fact<BinlogPosition> TARGET_COPIED =
            new Fact<>("place in the target's own binlog behind the copy", BinlogPosition.class);
    static final Fact<LiveProof> LIVE = new Fact<>("live proof", LiveProof.class);
    static final Fact<BinlogPosition> TARGET_AT_PROOF =
            new Fact<>("place in the target's own binlog at the proof", BinlogPosition.class);
    static final Fact<Duration> BEHIND = new Fact<>("time that the target is behind the source", Duration.class);
    static final Fact<List<String>> OWN_DATABASES = listOf("databases that this run made on the target");
    static final Fact<List<String>> OWN_ACCOUNTS = listOf("accounts that this run made on the target");

    @SuppressWarnings({"unchecked", "rawtypes"})
    static final Fact<List<RewrittenDefiner>> UNRESTORED =
            new Fact("objects that have not their own definer yet", List.class);

    @SuppressWarnings({"unchecked", "rawtypes"})
    static final Fact<List<EventsInForce.Awakened>> AWAKENED =
            new Fact("events that this run put in force on the target", List.class);

    static final Fact<Long> FROZEN_SINCE = new Fact<>("time of the freeze", Long.class);
    static final Fact<Long> FROZEN_MILLIS = new Fact<>("length of the freeze", Long.class);
    static final Fact<Instant> FROZEN_AT = new Fact<>("time of the freeze", Instant.class);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Fact<List<String>> listOf(String what) {
        return new Fact(what, List.class);
    }
}
