package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Provides the servers that a profile describes. Nothing is started or asked before one of its methods is called. */
public interface ServerProvider {
    /** The passwords that the profile names for its servers, to be known to the redactor before any is used. */
    default List<Secret> secrets() {
        return List.of();
    }

    /** Everything that keeps the servers from being started or reached, one sentence each. Nothing is changed. */
    List<String> problems(Profile profile);

    /**
     * What must be allowed at the servers' control plane, as a document that it takes; empty where there is none.
     *
     * @param asked what the steps of a runbook ask for
     */
    default Optional<String> policy(Profile profile, Set<String> asked) {
        return Optional.empty();
    }

    /**
     * Starts or reaches them.
     *
     * @throws Misconfigured when they cannot be had; nothing is left running then
     */
    Servers open(Profile profile, Opening opening);

    /**
     * Reaches servers that are there already, to read from them.
     *
     * @throws Misconfigured when one cannot be reached, or when the servers are started for a run and end with it
     */
    default Servers reach(Profile profile) {
        throw new Misconfigured("the servers of the profile '" + profile.name() + "' are started for a rehearsal and"
                + " end with it, so there are none to be compared; give a profile of kind servers, as"
                + " environments/servers.example.yaml shows");
    }
}
