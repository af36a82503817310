package dev.evenkeel.approval;

import java.util.List;

/** What the answers to a request amount to. */
public sealed interface GateState {
    /** The answers that do not count. */
    List<Refused> refused();

    /**
     * An answer that does not count.
     *
     * @param file its name
     * @param why a sentence about it
     */
    record Refused(String file, String why) {}

    /**
     * Everybody who must say yes has.
     *
     * @param by the people, each with the fingerprint of the key, and the command
     * @param reason their tickets and reasons
     */
    record Approved(List<String> by, String reason, List<Refused> refused) implements GateState {
        public Approved {
            by = List.copyOf(by);
            refused = List.copyOf(refused);
        }
    }

    /** Somebody who may said no. */
    record Rejected(String by, String reason, List<Refused> refused) implements GateState {
        public Rejected {
            refused = List.copyOf(refused);
        }
    }

    /**
     * Nobody said no, and not everybody yes.
     *
     * @param by who has approved so far
     * @param needed what is missing, a sentence each; never empty
     * @param forCommand nothing is missing but the yes of the policy's program
     */
    record Waiting(List<String> by, List<String> needed, boolean forCommand, List<Refused> refused)
            implements GateState {
        public Waiting {
            by = List.copyOf(by);
            needed = List.copyOf(needed);
            refused = List.copyOf(refused);
        }
    }
}
