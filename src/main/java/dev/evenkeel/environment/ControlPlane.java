package dev.evenkeel.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What runs the servers and can be asked about them: the cloud's own word on who they are, what they store and what is about to
 * happen to them. Every question is a call that is told to {@link Opening#calls}.
 */
public interface ControlPlane {
    /**
     * Asks who the servers are. What is not as the profile says is an obstacle.
     *
     * @throws Refused as every method here
     */
    Look identity();

    /** Asks whether what a server stores is encrypted at rest, by which key, and whether that key can be used. */
    AtRest atRest(Role role);

    /**
     * Asks for everything that could stop a move or disturb it.
     *
     * @param now the time of day, which windows are compared with
     */
    Look readiness(Instant now);

    /**
     * Asks what was measured of the servers lately, and what happened to them. It is for people to read: what is missing is said, and
     * nothing may be decided by it. It does not fail where it is refused.
     *
     * @param back from now
     * @param connections how many a server takes at most; empty where that is not known
     */
    Recorded recorded(Instant now, Duration back, Function<Role, Optional<Long>> connections);

    /** How a parameter is set for a server, as somebody would do it by hand. */
    String settingByHand(Role role, String parameter, String value);

    /** Asks for a parameter to be set. It is in force some seconds later, when the server itself shows it. */
    void set(Role role, String parameter, String value);

    /** Where a parameter that was set is on its way: some words, for who waits. Asks again. */
    String progress(Role role);

    /** Whether nothing that was asked for is still on its way. Asks again. */
    boolean settled(Role role);

    /** What it can make; empty where it makes nothing. */
    default Optional<Provisioning> provisioning() {
        return Optional.empty();
    }

    /** The deployment that makes the target; empty where the profile asks for none. */
    default Optional<Provisioning.BlueGreen> blueGreen() {
        return Optional.empty();
    }

    /** It refuses, or it does not answer: what for, what it said, what to do. */
    final class Refused extends RuntimeException {
        private final boolean passing;

        public Refused(String message, Throwable cause) {
            this(message, cause, false);
        }

        /** @param passing it is refused only for now: it had no effect, and may be asked for again */
        public Refused(String message, Throwable cause, boolean passing) {
            super(message, cause);
            this.passing = passing;
        }

        public boolean passing() {
            return passing;
        }
    }

    /**
     * What was seen.
     *
     * @param obstacles a sentence each: found, needed, do
     * @param notes a sentence each, for the record
     */
    record Look(List<String> obstacles, List<String> notes) {
        public Look {
            obstacles = List.copyOf(obstacles);
            notes = List.copyOf(notes);
        }
    }

    /**
     * What was recorded.
     *
     * @param unknown a sentence each, of what could not be asked for or is not there
     */
    record Recorded(List<Metric> metrics, List<Happened> events, List<String> unknown) {
        public Recorded {
            metrics = List.copyOf(metrics);
            events = List.copyOf(events);
            unknown = List.copyOf(unknown);
        }
    }

    /** What a reading is a number of. */
    enum Unit {
        SECONDS,
        BYTES,
        CONNECTIONS
    }

    /**
     * One thing that was measured of a server.
     *
     * @param readings by the beginning of each period
     * @param limit what they are compared with; empty where there is nothing, or it is not known
     * @param warning a sentence, where they are a cause for concern
     * @param unknown why nothing can be told from them, where that is so
     */
    record Metric(
            Role role,
            String what,
            Unit unit,
            Duration period,
            SortedMap<Instant, Long> readings,
            Optional<Long> limit,
            Optional<String> warning,
            Optional<String> unknown) {
        public Metric {
            readings = Collections.unmodifiableSortedMap(new TreeMap<>(readings));
        }
    }

    /** What happened to a server, in the control plane's words. */
    record Happened(Role role, Instant at, String what) {}

    /**
     * Encryption at rest.
     *
     * @param evidence the finding in one line
     * @param obstacles why that is not enough, a sentence each; empty where all is well
     */
    record AtRest(boolean encrypted, String evidence, List<String> obstacles) {
        public AtRest {
            obstacles = List.copyOf(obstacles);
        }
    }
}
