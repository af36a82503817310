package dev.evenkeel.environment;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Three servers of our own that stand in for three RDS instances, whatever they run as: their accounts, what RDS installs,
 * its heartbeat, and the replica's link to the source.
 */
final class StandIns implements AutoCloseable {
    private final Map<Role, Server> admins = new ConcurrentHashMap<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final Login master = new Login(RdsStandIn.MASTER, randomPassword());
    private final Login replication = new Login("repl", randomPassword());
    private final Login readReplica = new Login("rdsrepladmin", randomPassword());
    private final Login application = new Login("assessment_app", randomPassword());

    /** @param learn is told every password before it is used */
    StandIns(Consumer<Secret> learn) {
        List.of(master, replication, readReplica, application).forEach(login -> learn.accept(login.password()));
    }

    /** What every stand-in is started with, as options of its command line; later ones of the same name win. */
    static List<String> options(Role role) {
        return List.of(
                "--server-id=" + (role.ordinal() + 1),
                "--log-bin=mysql-bin-changelog",
                "--relay-log=relaylog",
                "--binlog-format=ROW",
                "--log-slave-updates=1",
                "--event-scheduler=ON",
                "--log-bin-trust-function-creators=1",
                "--skip-name-resolve",
                "--innodb-log-file-size=" + ServerProcess.REDO_LOG_SIZE,
                "--innodb-buffer-pool-size=256M",
                "--max-connections=200",
                "--lower-case-table-names=0");
    }

    /** The options of a profile, as options of a command line. */
    static List<String> options(Map<String, String> given) {
        return given.entrySet().stream()
                .map(option -> "--" + option.getKey().replace('_', '-') + "=" + option.getValue())
                .toList();
    }

    void admit(Role role, Server admin) {
        admins.put(role, admin);
    }

    Server admin(Role role) {
        return admins.get(role);
    }

    Server master(Role role) {
        return admins.get(role).as(master);
    }

    Login replication() {
        return replication;
    }

    Login application() {
        return application;
    }

    /**
     * Waits until a server accepts connections.
     *
     * @param ended what to throw for one that does not, told how it failed
     */
    void awaitConnection(
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
    void install(Role role) {
        RdsStandIn.install(admins.get(role), master);
    }

    /**
     * Starts the heartbeats, and the replica from the source's present position: both are empty but for what RDS itself
     * keeps.
     *
     * @param source the source as the replica reaches it
     */
    void connect(dev.evenkeel.mariadb.Endpoint source) {
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
        RdsStandIn.followAsReadReplica(admins.get(Role.REPLICA), source, readReplica, begin.file(), begin.offset());
    }

    void restore(Role role, Consumer<Server> work) {
        RdsStandIn.withEveryRight(admins.get(role), master.user(), () -> work.accept(master(role)));
    }

    /** Does the same for all three at once, and throws what the first of them threw. */
    static void inParallel(Consumer<Role> work) {
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

    static Secret randomPassword() {
        return new Secret(randomHex(16));
    }

    static String randomHex(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        heartbeats.forEach(Heartbeat::close);
        heartbeats.clear();
    }
}
