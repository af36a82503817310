package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.replication.writes.ServerWrites;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Freezes and switches with the latch and the accounts on real servers while writers write, disturbed as {@link CutoverSeed} says: the
 * process is killed, the network between it and the source falls silent, a transaction stays open. Whatever happens, no write that the source acknowledged
 * is missing where the application ends, and none was acknowledged there after its last position once the target was opened.
 * {@code -Devenkeel.cutovers=200} for more of them, {@code -Devenkeel.firstCutover=N} for others, {@code -Devenkeel.cutover=SEED} for one.
 */
class FencedCutoverTest {
    private static final Login APPLICATION = new Login("fenced_application", new Secret("the application's"));
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long OPEN = -1;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return Optional.ofNullable(Long.getLong("evenkeel.cutover"))
                .map(LongStream::of)
                .orElseGet(() -> {
                    long first = Long.getLong("evenkeel.firstCutover", 0);
                    return LongStream.range(first, first + Integer.getInteger("evenkeel.cutovers", 2));
                });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(300)
    void no_acknowledged_write_is_lost(long seed) throws IOException, InterruptedException {
        CutoverSeed what = CutoverSeed.of(seed);
        Servers servers = what.servers();
        begin(servers);
        Server source = servers.master(Role.SOURCE);
        Server target = servers.master(Role.TARGET);
        try (SilentProxy toSource = SilentProxy.to(source);
                SilentProxy toTarget = SilentProxy.to(target)) {
            Path profile = profile(
                    servers,
                    Map.of(
                            Role.SOURCE,
                            toSource.endpoint().port(),
                            Role.TARGET,
                            toTarget.endpoint().port()));
            EndpointFile endpoint = new EndpointFile(folder.resolve("endpoint"));
            endpoint.pointTo(source.endpoint());
            // The application has a network of its own.
            Map<Endpoint, Server> asApplication = Map.of(
                    source.endpoint(),
                    source.as(APPLICATION),
                    target.endpoint(),
                    target.as(APPLICATION),
                    toTarget.endpoint(),
                    target.as(APPLICATION));
            try (LedgeredWriters writers = new LedgeredWriters(endpoint, asApplication, source.endpoint())) {
                await().until(() -> writers.acknowledgedBy(Role.SOURCE) > 20);
                CompletableFuture<Boolean> open =
                        CompletableFuture.supplyAsync(() -> what.open() && openFor(source.as(APPLICATION)));
                int exit = disturbed(profile, what, toSource, toTarget);
                settled(servers, writers, endpoint, exit, what, open.join());
            }
        } finally {
            end(servers);
        }
    }

    private int disturbed(Path profile, CutoverSeed what, SilentProxy toSource, SilentProxy toTarget)
            throws InterruptedException, IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FencedCutoverProgram.class.getName(),
                        profile.toString(),
                        folder.toString())
                .redirectError(folder.resolve("program.err").toFile())
                .start();
        CutoverTrip trip = new CutoverTrip(what, process, toSource);
        toSource.asked(trip);
        toTarget.asked(trip);
        try (BufferedReader said =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                OutputStream may = process.getOutputStream()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                System.err.println("  " + line);
                trip.said(line);
                may.write('\n');
                may.flush();
            }
        } catch (IOException e) {
            // What was said ends with a process that is killed.
            assertThat(trip.happened()).as(what + ": " + e).isTrue();
        } finally {
            // Where its network is lost, somebody ends it at last.
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        System.err.println(what + (trip.happened() ? "" : " (not reached)") + ", ended with " + process.exitValue());
        return process.exitValue();
    }

    /** Longer than one attempt of the latch, shorter than all. */
    private static boolean openFor(Server source) {
        try (Session session = source.open()) {
            session.begin();
            session.execute("INSERT INTO fenced.u VALUES (?)", OPEN);
            session.execute("DO SLEEP(3)");
            session.commit();
            return true;
        } catch (DatabaseException e) {
            // It began too late, and met the latch.
            return false;
        }
    }

    private void settled(
            Servers servers,
            LedgeredWriters writers,
            EndpointFile endpoint,
            int exit,
            CutoverSeed what,
            boolean openAcknowledged) {
        Optional<BinlogPosition> opened = place(MoveEvent.Coordinates.OPENED);
        Role serves = opened.isPresent() ? Role.TARGET : Role.SOURCE;
        if (what.hits(CutoverSeed.Kind.NOTHING)) {
            assertThat(exit).as(what.toString()).isEqualTo(FencedCutoverProgram.DONE);
        }
        if (opened.isPresent()) {
            BinlogPosition frozen = place("frozen").orElseThrow();
            assertThat(new ServerWrites(servers.master(Role.SOURCE)).writtenSince(frozen))
                    .as(what + ": rows written on the source after its last position")
                    .noneMatch(written -> written.startsWith("rows of "));
        }
        forward(servers, serves, endpoint, exit);
        long before = writers.acknowledgedBy(serves);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(writers.acknowledgedBy(serves))
                .as(what + ": the application writes to the " + serves)
                .isGreaterThan(before + 5));
        writers.close();
        Set<Long> there = ids(servers.master(serves), "t");
        assertThat(writers.acknowledged())
                .as(what + ": acknowledged and not on the " + serves)
                .filteredOn(written -> !there.contains(written.id()))
                .isEmpty();
        if (openAcknowledged) {
            assertThat(ids(servers.master(serves), "u"))
                    .as(what + ": the open transaction")
                    .contains(OPEN);
        }
        System.err.println("  the " + serves + " serves; writes on the source " + writers.acknowledgedBy(Role.SOURCE)
                + ", on the target " + writers.acknowledgedBy(Role.TARGET) + ", the longest took "
                + writers.longestMillis() + " ms");
    }

    /** As {@code resume} or {@code undo} does in another process: the accounts are let in where the application belongs. */
    private void forward(Servers servers, Role serves, EndpointFile endpoint, int exit) {
        if (exit == FencedCutoverProgram.DONE || exit == FencedCutoverProgram.UNDONE) {
            return;
        }
        Fence fence = Provision.profiles()
                .read(folder.resolve("fenced.yaml").toString(), folder)
                .fence()
                .of(serves, servers, sql -> {});
        fence.lasting().orElse(fence).open();
        endpoint.pointTo(servers.master(serves).endpoint());
    }

    private Optional<BinlogPosition> place(String which) {
        return Numbered.in(JournalReader.read(folder.resolve("run")), MoveEvent.Coordinates.class)
                .map(Numbered::event)
                .filter(coordinates -> coordinates.which().equals(which))
                .map(coordinates -> new BinlogPosition(
                        coordinates.place().file(),
                        coordinates.place().position().orElseThrow()))
                .findFirst();
    }

    private static Set<Long> ids(Server server, String table) {
        try (Session session = server.open()) {
            return new HashSet<>(session.list("SELECT id FROM fenced." + table, row -> row.number(1)));
        }
    }

    private Path profile(Servers servers, Map<Role, Integer> ports) throws IOException {
        StringBuilder yaml = new StringBuilder("kind: servers\npurpose: rehearsal\nservers:\n");
        for (Role role : Role.values()) {
            Server master = servers.master(role);
            int port = ports.getOrDefault(role, master.endpoint().port());
            yaml.append("  ")
                    .append(role)
                    .append(":\n    host: 127.0.0.1\n    port: ")
                    .append(port)
                    .append('\n');
            yaml.append(login("    ", role.label(), master.login()));
        }
        yaml.append("replication:\n").append(login("  ", "replication", new Login("fenced_repl", new Secret("r"))));
        yaml.append("application:\n").append(login("  ", "application", APPLICATION));
        yaml.append(
                "fence: {kind: latch, accounts: fenced_application, limit: 500ms, pause: 500ms, attempts: 12, lease: 2s}\n");
        yaml.append("databases: [fenced]\nbudgets: {drain: 5s, catchUp: 30s}\ngates:\n  cutover: automatic\n");
        return Files.writeString(folder.resolve("fenced.yaml"), yaml);
    }

    private String login(String indent, String file, Login login) throws IOException {
        Path secret = Files.writeString(folder.resolve(file), login.password().reveal());
        return indent + "user: " + login.user() + "\n" + indent + "password: file:" + secret + "\n";
    }

    private static void begin(Servers servers) {
        end(servers);
        // The replica too, which follows the source for other tests and would stop at the first write.
        for (Role role : Role.values()) {
            run(
                    servers,
                    role,
                    "SET sql_log_bin = 0",
                    "CREATE DATABASE fenced",
                    "CREATE TABLE fenced.t (id BIGINT PRIMARY KEY) ENGINE = InnoDB",
                    "CREATE TABLE fenced.u (id BIGINT PRIMARY KEY) ENGINE = InnoDB",
                    "GRANT ALL ON fenced.* TO 'fenced_application'@'%' IDENTIFIED BY PASSWORD '"
                            + PasswordHash.of(APPLICATION.password()).reveal() + "'");
        }
        run(
                servers,
                Role.SOURCE,
                "SET sql_log_bin = 0",
                "GRANT REPLICATION SLAVE ON *.* TO 'fenced_repl'@'%' IDENTIFIED BY PASSWORD '"
                        + PasswordHash.of(new Secret("r")).reveal() + "'");
        Server source = servers.master(Role.SOURCE);
        BinlogPosition end = servers.parameters(Role.SOURCE).orElseThrow().read(Binlog::position);
        try (Session target = servers.master(Role.TARGET).open()) {
            target.execute(
                    "CALL mysql.rds_set_external_master(?, ?, ?, ?, ?, ?, 0)",
                    source.endpoint().host(),
                    source.endpoint().port(),
                    "fenced_repl",
                    "r",
                    end.file(),
                    end.offset());
            target.execute("CALL mysql.rds_start_replication()");
        }
    }

    private static void end(Servers servers) {
        run(servers, Role.TARGET, "STOP SLAVE", "RESET SLAVE ALL", "DELETE FROM mysql.rds_replication_status");
        caughtUp(servers);
        for (Role role : Role.values()) {
            run(servers, role, "SET sql_log_bin = 0", "DROP DATABASE IF EXISTS fenced");
            for (String user : List.of("fenced_application", "fenced_repl")) {
                try (Session session = servers.parameters(role).orElseThrow().open()) {
                    session.execute("SET sql_log_bin = 0");
                    if (session.number("SELECT COUNT(*) FROM mysql.user WHERE User = ?", user) > 0) {
                        session.execute("DROP USER '" + user + "'@'%'");
                    }
                }
            }
        }
    }

    private static void caughtUp(Servers servers) {
        TestServers.mendReplica(servers);
        BinlogPosition end = servers.parameters(Role.SOURCE).orElseThrow().read(Binlog::position);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(servers.parameters(Role.REPLICA)
                        .orElseThrow()
                        .read(ReplicaStatus::read)
                        .orElseThrow()
                        .executed())
                .isGreaterThanOrEqualTo(end));
    }

    private static void run(Servers servers, Role role, String... statements) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            Stream.of(statements).forEach(session::execute);
        }
    }
}
