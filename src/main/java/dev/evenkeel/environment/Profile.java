package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment: its servers and the limits a run keeps.
 *
 * @param servers provides them, and asks or starts none before it is told to
 * @param databases the databases to move; empty for all that are not the system's
 * @param accepted differences that may be though they should not
 * @param replication the account the target replicates with; the runbook creates it
 * @param tls how this machine's connections to the servers are protected
 * @param linkTls how the target's link to the source is encrypted; empty where that is decided by what the source offers
 * @param definers what becomes of objects that cannot keep their DEFINER
 * @param application the account the application uses, and how it writes; empty when a run has no application
 * @param traffic what moves it
 * @param fence what closes a server for writes
 * @param watch how the source is watched after the switch
 * @param guard what must hold before a freeze
 * @param gates how gates are answered, by their names
 * @param hooks the programs that are started when something happens
 * @param rehearsedWithin how old the last rehearsal may be that was done and proved, for a run to begin; empty where none is needed
 */
public record Profile(
        String name,
        ServerKind kind,
        ServerProvider servers,
        List<String> databases,
        Accepted accepted,
        Optional<Login> replication,
        ConnectionTls tls,
        Optional<LinkTls> linkTls,
        Definers definers,
        Optional<Application> application,
        Traffic traffic,
        Fences fence,
        Budgets budgets,
        Watch watch,
        Guard guard,
        Map<String, GatePolicy> gates,
        List<Hook> hooks,
        Optional<Duration> rehearsedWithin) {
    public Profile {
        databases = List.copyOf(databases);
        gates = Map.copyOf(gates);
        hooks = List.copyOf(hooks);
    }

    /**
     * How the source is watched once the application has moved.
     *
     * @param limit how long
     * @param quiet how long nobody may have been there
     * @param known users that may stay connected, for example a monitoring's
     * @param strict whether somebody who is still there at the end fails the run, or is only named
     */
    public record Watch(Duration limit, Duration quiet, List<String> known, boolean strict) {
        public Watch {
            known = List.copyOf(known);
        }
    }

    /**
     * What must hold before a freeze.
     *
     * @param transaction how long a transaction that writes may have been open
     * @param lag how far the target may have been behind
     * @param proofAge how old the last proof may be
     * @param sessions how many sessions may be open on the source; empty for any number
     * @param sourceMayFollow whether the source may be a replica itself
     */
    public record Guard(
            Duration transaction,
            Duration lag,
            Duration proofAge,
            Optional<Integer> sessions,
            boolean sourceMayFollow) {}

    /** Whose rights an object runs with that cannot keep its DEFINER. */
    public enum Definers {
        /** Those of the account that loads it, which is its new definer. */
        LOADING_ACCOUNT,
        /** Those of whoever uses it, where there is that choice: views, procedures and functions. */
        INVOKER
    }

    /** How a gate of the runbook is answered; one that the profile does not name asks. */
    public GatePolicy gate(String name) {
        return gates.getOrDefault(name, GatePolicy.ASK);
    }

    /**
     * The writing application of a rehearsal.
     *
     * @param login empty where the servers are started for the run, which makes its own
     * @param probe the table of evenkeel's own that it writes to, and nothing else; empty for the sample database
     * @param address where it connects, where that is not the server itself: a proxy's address, or a name
     */
    public record Application(
            int connections,
            int writesPerSecond,
            Optional<Login> login,
            Optional<Endpoint> address,
            Optional<TableName> probe) {}

    /**
     * Limits.
     *
     * @param outage how long the application may be without writes
     * @param catchUp how long the target may take to reach the source
     * @param drain how long open transactions may take to end after the freeze
     */
    public record Budgets(Duration outage, Duration catchUp, Duration drain) {}
}
