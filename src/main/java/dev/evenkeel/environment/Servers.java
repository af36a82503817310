package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.tls.Tls;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The servers of a run, ready to be spoken to. Closing ends those that were started for it. */
public interface Servers extends AutoCloseable {
    /** The server as the runbook's own account sees it: RDS's master user, or what the profile gives. */
    Server master(Role role);

    /**
     * The server as an account sees it that may set global variables: the stand-in for RDS's parameter group. Empty when
     * the profile names none.
     */
    Optional<Server> parameters(Role role);

    /** Whether it is there: one that a step of the runbook creates is not at first, and {@link #master} refuses it. */
    default boolean there(Role role) {
        return true;
    }

    /** Where the other servers of the run reach it, which may not be where this machine does. */
    Endpoint reachedByOthers(Role role);

    /** The programs the server was started from, where they run on this machine too. */
    default Optional<Programs> programs(Role role) {
        return Optional.empty();
    }

    /** The account the target replicates with. */
    Login replication();

    /** The account the application uses; empty when there is no application. */
    Optional<Login> application();

    /**
     * What an application reaches at an address: protected as this machine's own connections are where a server of the run is there,
     * else as {@link #elsewhere} says.
     */
    default Server forApplication(Endpoint at, Login login) {
        Tls tls = Arrays.stream(Role.values())
                .filter(this::there)
                .map(this::master)
                .filter(server -> server.endpoint().equals(at))
                .map(Server::tls)
                .findFirst()
                .orElseGet(() -> elsewhere(at));
        return new Server("application", at, login, tls);
    }

    /** How a connection to something that is not a server of the run is protected. */
    default Tls elsewhere(Endpoint at) {
        return Tls.unlessLocal(at.host());
    }

    /**
     * Does work on a server as the master user with every right for its time, as a restored backup comes to be: what it
     * creates belongs to the master user or to the definers it names. Only on expendable servers.
     */
    void restore(Role role, Consumer<Server> work);

    /** Servers that may be broken and damaged on purpose. */
    boolean expendable();

    /** What the server runs in, where that can be broken too; empty for one that is not ours or has no such thing. */
    default Optional<Machine> machine(Role role) {
        return Optional.empty();
    }

    /** What runs the servers and can be asked about them; empty where nothing does but their machines. */
    default Optional<ControlPlane> controlPlane() {
        return Optional.empty();
    }

    /** The server could encrypt what it stores, by a plugin that it was not started with or was. */
    default boolean canEncrypt(Role role) {
        return false;
    }

    /** What is used here in place of what the profile asked for first, each with its reason. */
    default Map<String, String> substitutions() {
        return Map.of();
    }

    @Override
    void close();

    /** Servers that were there before the run, as a profile names them. None of them may be broken or filled. */
    interface Found extends Servers {
        Profile profile();

        @Override
        default Tls elsewhere(Endpoint at) {
            return profile().tls().of(at);
        }

        @Override
        default Login replication() {
            return profile().replication().orElseThrow();
        }

        @Override
        default Optional<Login> application() {
            return profile().application().flatMap(Profile.Application::login);
        }

        @Override
        default void restore(Role role, Consumer<Server> work) {
            throw new IllegalStateException(
                    "the " + role + " was not started for this run, so nothing is restored to it");
        }

        @Override
        default boolean expendable() {
            return false;
        }
    }
}
