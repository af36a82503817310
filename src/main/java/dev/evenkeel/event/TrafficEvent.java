package dev.evenkeel.event;

import java.time.Instant;
import java.util.Optional;

/** Where the application's writes go from the moment that the target takes them. */
public sealed interface TrafficEvent extends Event permits TrafficEvent.NoReturn {
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
}
