package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * A target that follows by GTID with parallel appliers applies domains side by side: then no place in the source's binlog shows
 * how far it is, and each domain is asked for by itself.
 */
final class DomainOrder {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private DomainOrder() {}

    static boolean isSideBySide(Session target) {
        return target.number("SELECT @@GLOBAL.slave_parallel_threads") > 0 && usesGtid(target);
    }

    /** Where that cannot be seen it may. */
    private static boolean usesGtid(Session target) {
        try {
            return ReplicaStatus.read(target).filter(ReplicaStatus::usingGtid).isPresent();
        } catch (DatabaseException e) {
            return true;
        }
    }

    /** Whether a target that certainly follows by GTID holds all of a position. */
    static boolean follows(Session target, GtidSet position) {
        try {
            return !position.byDomain().isEmpty()
                    && ReplicaStatus.read(target)
                            .filter(ReplicaStatus::usingGtid)
                            .isPresent()
                    && GtidSet.parse(target.text("SELECT @@GLOBAL.gtid_slave_pos"))
                            .contains(position);
        } catch (DatabaseException e) {
            return false;
        }
    }

    /** Why it is not known that the target has applied every domain up to a position, after a short wait. */
    static Optional<String> notApplied(Session target, GtidSet position) {
        if (position.byDomain().size() < 2) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        GtidSet applied;
        do {
            applied = GtidSet.parse(target.text("SELECT @@GLOBAL.gtid_slave_pos"));
            if (applied.contains(position)) {
                return Optional.empty();
            }
            try {
                Pauses.pause(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        } while (System.nanoTime() < deadline);
        return Optional.of(
                "the target applies " + position.byDomain().size() + " GTID domains side by side and has applied "
                        + applied + ", not " + position + "; begin once more when it has caught up");
    }
}
