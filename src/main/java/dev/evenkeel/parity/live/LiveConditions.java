package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.strangers.Strangers;
import java.util.Optional;

/** The conditions of a live proof on both sides, looked at again and again; what changes casts doubt on all that was proved. */
final class LiveConditions {
    private final Strangers doubts;
    private Conditions source;
    private Conditions target;

    /** @param doubts receives them */
    LiveConditions(Conditions source, Conditions target, Strangers doubts) {
        this.source = source;
        this.target = target;
        this.doubts = doubts;
        target.standing().ifPresent(doubts::unseen);
    }

    /** Why all must be read again that was read before, for what the source is now. */
    Optional<String> lookAtSource(Session session) {
        // Neither side waits for the other's answer.
        Conditions now = Conditions.of(session, false);
        synchronized (this) {
            Optional<String> change = doubted(now, source, "source");
            source = now;
            return change;
        }
    }

    Optional<String> lookAtTarget(Session session) {
        Conditions now = Conditions.of(session, true);
        synchronized (this) {
            Optional<String> change = doubted(now, target, "target");
            target = now;
            return change;
        }
    }

    /** The target applies GTID domains side by side, as far as was seen. */
    synchronized boolean sideBySide() {
        return target.sideBySide();
    }

    private Optional<String> doubted(Conditions now, Conditions before, String side) {
        now.standing().ifPresent(doubts::unseen);
        Optional<String> change = now.changed(before, side);
        change.ifPresent(doubts::doubt);
        return change;
    }
}
