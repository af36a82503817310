package dev.evenkeel.lease;

import dev.evenkeel.mariadb.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The right to change servers, held as a lock on each of them by a connection of its own. A server takes it back when that
 * connection ends: at once where the holder's process is killed, {@link LeasedServer#IDLE} after the network fell silent. The
 * holder knows that it has lost it before the server gives it to another. Safe for several threads.
 *
 * <p>It keeps runs of evenkeel apart and nobody else: an account that writes does not ask for it.
 */
public final class Lease implements AutoCloseable {
    private final Holder holder;
    private final List<LeasedServer> servers;

    private Lease(Holder holder, List<LeasedServer> servers) {
        this.holder = holder;
        this.servers = List.copyOf(servers);
    }

    /**
     * Takes it on all servers or on none.
     *
     * @param servers each with an account that may connect; it needs no right
     * @param patience how long to wait for a holder that ends, in whole seconds; zero to answer at once
     * @throws LeaseTaken when another run holds it on one of them
     * @throws dev.evenkeel.mariadb.DatabaseException when one cannot be asked
     */
    public static Lease take(List<Server> servers, Holder holder, Duration patience) {
        List<LeasedServer> taken = new ArrayList<>();
        // In one order everywhere, so that of two runs that begin together one gets all.
        List<Server> inOrder = servers.stream()
                .sorted(Comparator.comparing(server -> server.endpoint().toString()))
                .toList();
        try {
            for (Server server : inOrder) {
                taken.add(LeasedServer.take(server, holder, patience));
            }
            return new Lease(holder, taken);
        } catch (RuntimeException e) {
            taken.forEach(LeasedServer::close);
            throw e;
        }
    }

    /**
     * Who holds a server's lease now, for whoever only looks.
     *
     * @return empty where nobody does
     * @throws LeaseTaken when somebody does whom this account must not see
     */
    public static Optional<Holder> holderOf(Server server) {
        return LeasedServer.holderOf(server);
    }

    /** Whether it is held on every server, as known by the last answer of each. Asks no server. */
    public boolean held() {
        return servers.stream().allMatch(server -> server.lost().isEmpty());
    }

    /**
     * To be asked before each effect; asks no server.
     *
     * @throws LeaseLost when it is not held any more
     */
    public void ensureHeld() {
        for (LeasedServer server : servers) {
            server.lost().ifPresent(reason -> {
                throw new LeaseLost(server.name(), reason);
            });
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        servers.forEach(LeasedServer::close);
    }

    /** Who holds it on which servers. */
    @Override
    public String toString() {
        return "lease on "
                + String.join(" and ", servers.stream().map(LeasedServer::name).toList())
                + ", held by " + holder;
    }
}
