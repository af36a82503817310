package dev.evenkeel.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens to servers, data and application on the way. */
public sealed interface MoveEvent extends Event
        permits MoveEvent.Change, MoveEvent.Coordinates, MoveEvent.Transfer, MoveEvent.Cutover, MoveEvent.Workload {
    @Entered(kind = "CHANGE", says = "What the run changes on a server. As an intent it is on disk before the effect.")
    record Change(
            String phase,
            @Says("from 1") long step,
            String role,

            @Says("read_only, replication, the source that it follows, …")
            String what,

            @Says("the state before the run, in plain words")
            String before,

            @Says("what the run makes of it") String made,
            ChangeState state,
            @Says("a sentence, where there is more to say") String detail)
            implements MoveEvent {}

    /** What became of a change. */
    enum ChangeState implements Word {
        INTENDED("intended"),
        MADE("made"),
        NOT_MADE("not made"),
        RESTORED("restored"),
        AS_BEFORE("as before"),
        LET_ALONE("let alone"),
        STAYS("stays"),
        UNKNOWN("unknown");

        private final String word;

        ChangeState(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }

        @Override
        public ChangeState otherwise() {
            return UNKNOWN;
        }
    }

    @Entered(kind = "COORDINATES", says = "Where a server is.")
    record Coordinates(
            @Says("pinned, frozen or opened; of verify before or after")
            String which,

            String role,
            @Inline Place place,

            @Says("of verify: nothing before it counts any more")
            Optional<Boolean> anew)
            implements MoveEvent {
        public static final String PINNED = "pinned";
        public static final String FROZEN = "frozen";
        /** The target's own, read while it was still closed. */
        public static final String OPENED = "opened";

        public static final String BEFORE = "before";
        public static final String AFTER = "after";
    }

    /** A place in a server's binlog. */
    record Place(
            @Says("of the binlog; empty where there is none")
            String file,

            Optional<Long> position,
            String gtid,
            @Inline Optional<Moment> moment) {
        public Place(String file, long position, String gtid) {
            this(file, Optional.of(position), gtid, Optional.empty());
        }
    }

    /** What else tells whether a server has moved since. */
    record Moment(
            @Says("of verify, as all that follows: what it has applied as a replica")
            String gtidApplied,

            @Says("the same by its source's binlog") String applied,
            long serverId,
            @Says("0 where it is not known") long sourceServerId,

            @Says("when the server was started, in seconds by its own clock")
            long started,

            @Says("what it applies is in its own binlog too")
            boolean logsApplied,

            @Says("what it has counted of changes") Map<String, Long> counters) {
        public Moment {
            counters = Map.copyOf(counters);
        }
    }

    @Entered(kind = "TRANSFER", says = "Something was carried over.")
    record Transfer(
            @Says("dump, load, exact floats, accounts, definers or events")
            String what,

            Optional<String> detail,
            Optional<Long> bytes,
            Optional<Long> rows,
            Optional<Long> millis,
            Optional<String> file,
            Optional<Long> fileBytes,
            Optional<String> sha256)
            implements MoveEvent {
        /** So many rows, or other things, of one kind. */
        public static Transfer of(String what, String detail, long rows) {
            return new Transfer(
                    what,
                    Optional.of(detail),
                    Optional.empty(),
                    Optional.of(rows),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    @Entered(kind = "CUTOVER", says = "How long writes were blocked.")
    record Cutover(
            @Says("by the run's own clock") Optional<Long> frozenMillis,

            @Says("as the application met it; missing where none was writing")
            Optional<Long> unavailableMillis,

            Optional<Long> budgetMillis,
            String switchMethod,
            Optional<Instant> frozenAt,
            Optional<Instant> lastServedAt,
            Optional<Instant> servedAt)
            implements MoveEvent {}

    @Entered(kind = "WORKLOAD", says = "What became of the application's writes.")
    record Workload(
            Optional<Long> connections,
            Optional<Long> writesPerSecond,
            Optional<Long> acknowledged,
            Optional<Long> onTarget,
            Optional<Long> lost,
            Optional<Long> duplicated,
            Optional<Long> errorsDuringOutage,
            Optional<Long> inDoubt,
            Series series)
            implements MoveEvent {}

    /** Acknowledged writes per bucket of time, by the server that took them. */
    record Series(
            Optional<Instant> startedAt,
            Optional<Long> bucketMillis,
            @Says("writes in each bucket") List<Long> source,
            @Says("writes in each bucket") List<Long> target) {
        public Series {
            source = List.copyOf(source);
            target = List.copyOf(target);
        }
    }
}
