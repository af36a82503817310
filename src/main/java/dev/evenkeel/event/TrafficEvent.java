package dev.evenkeel.event;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the application's writes go from the moment that the target takes them. */
public sealed interface TrafficEvent extends Event
        permits TrafficEvent.NoReturn, TrafficEvent.Straggler, TrafficEvent.Watched, TrafficEvent.Forecast {
    @Entered(
            kind = "NO_RETURN",
            says =
                    "The point of no return: the first write that the target may have accepted since it was opened. The last"
                            + " entry of this kind counts.")
    record NoReturn(
            NoReturnState state,

            @Says("in the target's binlog: its end before it was opened, or where the write begins")
            String place,

            @Says("rows of a table, or the beginning of a statement")
            Optional<String> write,

            @Says("by the target's clock, to the second") Optional<Instant> writtenAt)
            implements TrafficEvent {}

    /** How far the point of no return is. */
    enum NoReturnState implements Word {
        /** The target is open, and what it accepts since is not known yet. */
        OPENED("opened"),
        /** The target has accepted a write. */
        WRITTEN("written"),
        /** The target was closed again, and its binlog holds no write since it was opened. */
        NOT_WRITTEN("not written"),
        UNKNOWN("unknown");

        private final String word;

        NoReturnState(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }

        @Override
        public NoReturnState otherwise() {
            return UNKNOWN;
        }
    }

    @Entered(
            kind = "FORECAST",
            says = "How long the freeze is expected to last, stated before anybody is asked for it.")
    record Forecast(
            @Says("done runs of exactly this runbook, in the same folder of reports")
            long earlierRuns,

            @Says("half of them froze the source for no longer")
            Optional<Long> p50Millis,

            @Says("95 of 100 froze it for no longer") Optional<Long> p95Millis,

            @Says("for the proof in the freeze, by the rates of this run")
            long proofMillis,

            @Says("how far the target was behind") long behindMillis,
            @Says("that are moved") long tables,
            @Says("what could delay it, a sentence each") List<String> delays)
            implements TrafficEvent {
        public Forecast {
            delays = List.copyOf(delays);
        }
    }

    @Entered(
            kind = "STRAGGLER",
            says =
                    "Somebody who uses the source after the application has moved: reported once for each account, host and cause,"
                            + " or for each write.")
    record Straggler(
            Left what,
            @Says("as the source sees it") Optional<String> user,
            @Says("as the source sees it") Optional<String> host,
            @Says("the connection, or what was written") String detail,
            Cause cause)
            implements TrafficEvent {}

    /** What is left on the source. */
    enum Left implements Word {
        CONNECTION,
        WRITE,
        UNKNOWN;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Left otherwise() {
            return UNKNOWN;
        }
    }

    /** Why somebody is there, as far as the connection tells. */
    enum Cause implements Word {
        /** It was connected before the application moved. */
        POOL("connection pool: it keeps a connection from before the switch"),
        /** It connected after that. */
        RESOLVER("resolver cache or fixed address: it connected after the switch"),
        /** It connected when every cache should have been read again. */
        FIXED("fixed address: it still connects to the source, minutes after the switch"),
        UNKNOWN("cause not known");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }

        @Override
        public Cause otherwise() {
            return UNKNOWN;
        }
    }

    @Entered(kind = "WATCHED", says = "How the watch over the source ended.")
    record Watched(
            WatchState state,

            @Says("for how long nobody was there") long quietMillis,

            @Says("how many stragglers were named") long named,
            @Says("who was still there, in words") List<String> left)
            implements TrafficEvent {
        public Watched {
            left = List.copyOf(left);
        }
    }

    enum WatchState implements Word {
        QUIET,
        LEFT,
        UNKNOWN;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public WatchState otherwise() {
            return UNKNOWN;
        }
    }
}
