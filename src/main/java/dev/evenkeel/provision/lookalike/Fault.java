package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.Optional;

/**
 * Something that goes wrong on purpose.
 *
 * @param operation the operation whose calls are hit, for example {@code CreateDBInstance}; {@code *} for all
 * @param times how many calls are hit
 * @param refusal what is answered, where it is a refusal
 */
public record Fault(String operation, Kind kind, int times, Optional<Refusal> refusal) {
    /** What goes wrong. */
    public enum Kind {
        /** The call is refused and has no effect. */
        REFUSED,
        /** The call has its effect, and the connection breaks before the answer. */
        ANSWER_LOST
    }

    /** Refused as being too frequent, which clients try again. */
    public static Fault throttled(String operation, int times) {
        return refused(operation, times, "Throttling", 400, "Rate exceeded");
    }

    public static Fault refused(String operation, int times, String code, int status, String message) {
        return new Fault(operation, Kind.REFUSED, times, Optional.of(new Refusal(code, status, message)));
    }

    public static Fault answerLost(String operation) {
        return new Fault(operation, Kind.ANSWER_LOST, 1, Optional.empty());
    }

    boolean hits(String called) {
        return operation.equals("*") || operation.equals(called);
    }

    Fault oneLess() {
        return new Fault(operation, kind, times - 1, refusal);
    }
}
