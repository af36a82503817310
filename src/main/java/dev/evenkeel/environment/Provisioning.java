package dev.evenkeel.environment;

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
    java.util.Optional<String> owner(Made made);

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
}
