package dev.evenkeel.environment;

import dev.evenkeel.mariadb.BinlogPosition;
import java.time.Duration;
import java.util.Optional;

/**
 * What a control plane can make for a run. A name is the only token that RDS knows, so each thing has one name; what is there
 * already is taken for this run's only where it is tagged with its id. Every method may be called again.
 */
public interface Provisioning {
    /** A thing that was made, or is to be. */
    record Made(Kind kind, String name) {
        @Override
        public String toString() {
            return kind.words() + " " + name;
        }
    }

    /** What can be made. */
    enum Kind {
        PARAMETER_GROUP("parameter group"),
        INSTANCE("instance"),
        SNAPSHOT("snapshot");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * Where something is on its way.
     *
     * @param shown in the control plane's words
     * @param ready it can be used
     * @param failed it will not become ready by waiting
     */
    record Progress(String shown, boolean ready, boolean failed) {}

    /** The names of what a role's server is made of, whether it is there or not. */
    Made group(Role role);

    Made instance(Role role);

    /** @param encrypted the copy that is encrypted, else the snapshot itself */
    Made snapshot(String runId, boolean encrypted);

    /** How it is tagged; empty where there is none. */
    Optional<String> owner(Made made);

    /** @throws ControlPlane.Refused where it exists and is not this run's, as each of these */
    void createGroup(Role role, String runId);

    /** Creates the replica, as a read replica of the source. */
    void createReplica(String runId);

    /** Creates the target, encrypted and empty. */
    void createTarget(String runId);

    /** Takes a snapshot of the replica. */
    void createSnapshot(String runId);

    /** Copies that snapshot with the key of the target. */
    void encryptSnapshot(String runId);

    /** Creates the target from the encrypted copy. */
    void restoreTarget(String runId);

    Progress progress(Made made);

    /** Deletes what is this run's; what is there no more is deleted. */
    void delete(Made made, String runId);

    /** How somebody deletes it by hand. */
    String deletingByHand(Made made);

    /**
     * A copy of the source that the control plane makes, keeps up to date and switches to by itself: blue is the source, green the
     * target. Every method may be called again.
     */
    interface BlueGreen {
        /**
         * Where it is on its way.
         *
         * @param shown in the control plane's words
         * @param ready green is there and follows
         * @param switched green serves
         * @param failed it will come no further by waiting
         */
        record State(String shown, boolean ready, boolean switched, boolean failed) {}

        /** What it is called. */
        String name();

        /** @throws ControlPlane.Refused where it exists and is not this run's */
        void create(String runId);

        /** Asks again. */
        State state();

        /**
         * Has green take over. The control plane closes both, waits until green has everything, and moves the names; when that takes
         * longer than the limit it leaves all as it was.
         */
        void switchOver(Duration limit);

        /** Where green's own binlog stood when it was opened, as the control plane tells; empty while it has not told. */
        Optional<BinlogPosition> openedAt();

        /** Deletes it where it is this run's; blue and green stay. */
        void delete(String runId);

        /** How somebody deletes it by hand. */
        String deletingByHand();
    }
}
