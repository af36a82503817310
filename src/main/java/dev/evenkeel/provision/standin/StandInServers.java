package dev.evenkeel.provision.standin;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Three servers of our own that stand in for three RDS instances, whatever they run as: their accounts, what RDS installs,
 * its heartbeat, and the replica's link to the source.
 */
public abstract class StandInServers implements Servers {
    private final Map<Role, Server> admins = new ConcurrentHashMap<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final Login master = new Login(RdsStandIn.MASTER, randomPassword());
    private final Login replication = new Login("repl", randomPassword());
    private final Login readReplica = new Login("rdsrepladmin", randomPassword());
    private final Login application = new Login("assessment_app", randomPassword());

    /** @param learn receives every password before it is used */
    protected StandInServers(Consumer<Secret> learn) {
        List.of(master, replication, readReplica, application).forEach(login -> learn.accept(login.password()));
    }

    /** @param admin the server as rdsadmin sees it */
    protected final void admit(Role role, Server admin) {
        admins.put(role, admin);
    }

    protected final Server admin(Role role) {
        return admins.get(role);
    }

    @Override
    public final Server master(Role role) {
        return admins.get(role).as(master);
    }

    @Override
    public final Optional<Server> parameters(Role role) {
        return Optional.of(admins.get(role));
    }

    @Override
    public final Login replication() {
        return replication;
    }

    @Override
    public final Optional<Login> application() {
        return Optional.of(application);
    }

    @Override
    public final boolean expendable() {
        return true;
    }

    /**
     * Waits until a server accepts connections.
     *
     * @param ended what to throw for one that does not, told how it failed
     */
    protected final void awaitConnection(
            Role role, Await await, Duration limit, BooleanSupplier alive, Function<String, Misconfigured> ended) {
        try {
            await.until("the " + role + " server accepts connections", "a connection", limit, () -> {
                if (!alive.getAsBoolean()) {
                    throw ended.apply("ended while starting");
                }
                try (Session session = admins.get(role).open()) {
                    return new Await.Look("MariaDB " + session.version(), true);
                } catch (DatabaseException e) {
                    return new Await.Look("no connection yet", false);
                }
            });
        } catch (GaveUp e) {
            throw ended.apply("accepts no connection after " + limit.toSeconds() + " s");
        }
    }

    /** Makes one server, which accepts connections, a stand-in. */
    protected final void install(Role role) {
        RdsStandIn.install(admins.get(role), master);
    }

    /**
     * Starts the heartbeats, and the replica from the source's present position: both are empty except for what RDS itself
     * keeps.
     */
    protected final void connect() {
        heartbeats.add(Heartbeat.start(admins.get(Role.SOURCE)));
        heartbeats.add(Heartbeat.start(admins.get(Role.TARGET)));
        BinlogPosition begin;
        try (Session session = admins.get(Role.SOURCE).open()) {
            session.execute(
                    "GRANT REPLICATION SLAVE ON *.* TO ?@'%' IDENTIFIED BY PASSWORD ?",
                    readReplica.user(), PasswordHash.of(readReplica.password()));
            begin = session.first("SHOW MASTER STATUS", row -> new BinlogPosition(row.text(1), row.number(2)))
                    .orElseThrow();
        }
        RdsStandIn.followAsReadReplica(
                admins.get(Role.REPLICA), reachedByOthers(Role.SOURCE), readReplica, begin.file(), begin.offset());
    }

    @Override
    public final void restore(Role role, Consumer<Server> work) {
        RdsStandIn.withEveryRight(admins.get(role), master.user(), () -> work.accept(master(role)));
    }

    /** Does the same for all three at once, and throws what the first of them threw. */
    protected static void inParallel(Consumer<Role> work) {
        ExecutorService pool = Executors.newFixedThreadPool(Role.values().length);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Role role : Role.values()) {
                futures.add(pool.submit(() -> work.accept(role)));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the servers were starting", e);
        } finally {
            pool.shutdownNow();
        }
    }

    public static Secret randomPassword() {
        return new Secret(randomHex(16));
    }

    public static String randomHex(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Ends the servers and keeps their logs; does nothing where they have been ended. */
    protected abstract void end();

    /** Does each piece although another one failed, and then throws what failed first. */
    protected static void attemptAll(Stream<Runnable> pieces) {
        List<RuntimeException> troubles = Collections.synchronizedList(new ArrayList<>());
        pieces.forEach(piece -> {
            try {
                piece.run();
            } catch (RuntimeException e) {
                troubles.add(e);
            }
        });
        if (!troubles.isEmpty()) {
            throw troubles.get(0);
        }
    }

    @Override
    public final synchronized void close() {
        heartbeats.forEach(Heartbeat::close);
        heartbeats.clear();
        end();
    }
}
