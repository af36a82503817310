package dev.evenkeel.environment;

import java.util.Set;

/**
 * A kind of servers that a profile may ask for. A new kind is one class of this, its {@link ServerProvider}, and a line
 * where the kinds are listed.
 */
public interface ServerKind {
    /** What a profile calls it, after {@code kind:}. */
    String name();

    /** The servers live and die with the run, and nobody depends on them. */
    boolean ours();

    /** Each server runs in a machine that can be broken too, see {@link Servers#machine}. */
    default boolean machines() {
        return false;
    }

    /** They can be started with certificates that are made for the run. */
    default boolean secured() {
        return false;
    }

    /** The keys that a server of this kind has, so that who gives one to another kind is told so. */
    Set<String> serverKeys();

    /** The keys that a whole profile has only because it is of this kind. */
    default Set<String> profileKeys() {
        return Set.of();
    }

    /** Reads what a profile says of its servers; problems are noted there, all of them, and something else is used. */
    ServerProvider read(ProfileServers given);
}
