package dev.evenkeel.workload;

import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Where an application connects: at the server that the switch names, or at an address that something else leads on from, a
 * proxy's or a name. Then the server that answers tells by its id which one it is.
 */
public final class Door {
    private final Supplier<Endpoint> address;
    private final Map<Long, Endpoint> servers;
    private final BiFunction<Endpoint, Login, Server> reached;

    private Door(Supplier<Endpoint> address, Map<Long, Endpoint> servers, BiFunction<Endpoint, Login, Server> reached) {
        this.address = address;
        this.servers = Map.copyOf(servers);
        this.reached = reached;
    }

    /** @param server what is reached at an address by an account: how the connection is protected, above all */
    public Door reaching(BiFunction<Endpoint, Login, Server> server) {
        return new Door(address, servers, server);
    }

    private static Server application(Endpoint at, Login login) {
        return new Server("application", at, login);
    }

    /** At the server itself, looked up whenever somebody connects. */
    public static Door at(TrafficSwitch endpoint) {
        return new Door(endpoint::led, Map.of(), Door::application);
    }

    /** @param servers by their server_id */
    public static Door through(Endpoint address, Map<Long, Endpoint> servers) {
        return new Door(() -> address, servers, Door::application);
    }

    Session open(Login login) {
        return reached.apply(address.get(), login).open();
    }

    /** The server that answers there; the address itself where it is none that is known. */
    Endpoint answering(Session session) {
        Endpoint there = session.server().endpoint();
        return servers.isEmpty() ? there : servers.getOrDefault(session.number("SELECT @@GLOBAL.server_id"), there);
    }
}
