package dev.evenkeel.environment;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Embedded servers, started once for all tests of a JVM that ask for them. */
public final class TestServers {
    private static final String MODERN = "src/test/resources/dev/evenkeel/environment/modern.yaml";
    private static final String BETWEEN = "src/test/resources/dev/evenkeel/environment/between.yaml";
    private static final String NEWEST = "src/test/resources/dev/evenkeel/environment/newest.yaml";
    private static final Map<String, Servers> RUNNING = new ConcurrentHashMap<>();

    private TestServers() {}

    /** Those of the default profile, or of the one that {@code -Devenkeel.test.profile} names. */
    public static Servers embedded() {
        return of(System.getProperty("evenkeel.test.profile", "embedded"));
    }

    /** A second set beside the first: 10.11 and 11.4. */
    public static Servers modern() {
        return of(MODERN);
    }

    /** A third set, of versions between: 10.1.13 and 10.2.11. */
    public static Servers between() {
        return of(BETWEEN);
    }

    /**
     * A test whose table the replica never had has stopped it, perhaps, or will as soon as it comes to that. Follows until the
     * replica has all of the source's binlog, and where it cannot apply something goes on from the source's end.
     */
    public static void mendReplica() {
        mendReplica(embedded());
    }

    /** The same on others of these servers. */
    public static void mendReplica(Servers servers) {
        BinlogPosition end = servers.parameters(Role.SOURCE).orElseThrow().read(Binlog::position);
        try (Session replica = servers.parameters(Role.REPLICA).orElseThrow().open()) {
            new Await(Observer.NONE, Duration.ofMillis(20))
                    .until("the replica is there", end.toString(), Duration.ofSeconds(60), () -> {
                        ReplicaStatus status = ReplicaStatus.read(replica).orElseThrow();
                        if (!status.applying()) {
                            replica.execute("STOP SLAVE");
                            replica.execute(
                                    "CHANGE MASTER TO MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?",
                                    end.file(),
                                    end.offset());
                        }
                        replica.execute("START SLAVE");
                        return new Await.Look(
                                status.executed().toString(), status.executed().reached(end));
                    });
        }
    }

    /** A fourth set, where the source is an 11.4 too. */
    public static Servers newest() {
        return of(NEWEST);
    }

    /** As an account that may do everything. */
    public static Server admin(Role role) {
        return embedded().parameters(role).orElseThrow();
    }

    /** 10.1.8, 10.1.23, 10.11.5 and 11.4.5, as accounts that may do everything. */
    public static Stream<Server> fourVersions() {
        return Stream.of(embedded(), modern()).flatMap(servers -> Stream.of(Role.SOURCE, Role.TARGET)
                .map(role -> servers.parameters(role).orElseThrow()));
    }

    private static Servers of(String profile) {
        return RUNNING.computeIfAbsent(profile, TestServers::open);
    }

    private static Servers open(String name) {
        try {
            // Below the build's folder, where they can be read after a failure and go with the next clean.
            Path kept = Files.createDirectories(Path.of("target", "server-logs"));
            Path logs = Files.createTempDirectory(kept, Path.of(name).getFileName() + "-");
            Profile profile = Provision.profiles().read(name, Path.of("environments"));
            Servers servers = Environment.open(profile, Observer.NONE, logs, secret -> {}, line -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
