package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A live proof in a program that has far less memory than what changes takes. {@code -Devenkeel.memory=full} takes 330,000 keys of
 * 750 letters and rows of 80 MB, in the 320 MiB that the launcher gives.
 */
@Timeout(600)
class LiveMemoryTest {
    private static final boolean FULL = "full".equals(System.getProperty("evenkeel.memory"));
    private static final String HEAP = FULL ? "-Xmx320m" : "-Xmx64m";
    private static final int KEYS = FULL ? 330_000 : 60_000;
    private static final int BYTES = FULL ? 80_000_000 : 30_000_000;
    private static final Server SOURCE =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server TARGET =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    private final List<String> packets = new ArrayList<>();

    @BeforeEach
    void the_target_follows() {
        for (Server server : List.of(SOURCE, TARGET)) {
            packets.add(text(server, "SELECT @@GLOBAL.max_allowed_packet"));
            on(server, "SET GLOBAL max_allowed_packet = " + (256 << 20));
        }
        BinlogPosition end = end();
        try (Session target = TARGET.open()) {
            target.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_SSL = 0, MASTER_USE_GTID = no",
                    SOURCE.endpoint().host(),
                    SOURCE.endpoint().port(),
                    SOURCE.login().user(),
                    SOURCE.login().password(),
                    end.file(),
                    end.offset());
            target.execute("START SLAVE");
        }
        on(SOURCE, "CREATE DATABASE live_memory");
    }

    @AfterEach
    void it_is_let_go() {
        on(SOURCE, "DROP DATABASE IF EXISTS live_memory", "SET GLOBAL max_allowed_packet = " + packets.get(0));
        caughtUp();
        on(TARGET, "STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL max_allowed_packet = " + packets.get(1));
    }

    @Test
    void many_long_keys() throws Exception {
        on(
                SOURCE,
                "CREATE TABLE live_memory.url (id VARCHAR(760) CHARACTER SET latin1 PRIMARY KEY, v INT)",
                "INSERT INTO live_memory.url SELECT CONCAT(seq, REPEAT('x', 743)), 0 FROM live_memory.seq_1_to_"
                        + KEYS);
        caughtUp();

        List<String> said = proof("UPDATE live_memory.url SET v = v + 1", "UPDATE live_memory.url SET v = v + 1");

        assertThat(said).containsExactly("live_memory.url Same " + KEYS + " " + KEYS);
    }

    @Test
    void large_rows() throws Exception {
        on(
                SOURCE,
                "CREATE TABLE live_memory.blobs (id INT PRIMARY KEY, v INT, b LONGBLOB)",
                "INSERT INTO live_memory.blobs VALUES (1, 0, REPEAT('x', " + BYTES + "))",
                "INSERT INTO live_memory.blobs VALUES (2, 0, REPEAT('y', " + BYTES + "))");
        caughtUp();

        List<String> said = proof("UPDATE live_memory.blobs SET v = v + 1", "UPDATE live_memory.blobs SET v = v + 1");

        assertThat(said).containsExactly("live_memory.blobs Same 2 2");
    }

    /** In a program of its own, that is told what to do on the way. */
    private static List<String> proof(String... meanwhile) throws IOException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Proof.class.getName(),
                        SOURCE.endpoint().toString(),
                        TARGET.endpoint().toString(),
                        SOURCE.login().user(),
                        SOURCE.login().password().reveal(),
                        TARGET.login().user(),
                        TARGET.login().password().reveal())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("live")) {
                    on(SOURCE, meanwhile);
                    caughtUp();
                    program.getOutputStream().write('\n');
                    program.getOutputStream().flush();
                } else {
                    said.add(line);
                }
            }
        }
        return said;
    }

    /** Begins a proof, waits while others write, and says what it finds at rest. */
    static final class Proof {
        private Proof() {}

        public static void main(String[] args) throws Exception {
            Server source = new Server("source", Endpoint.parse(args[0]), new Login(args[2], new Secret(args[3])));
            Server target = new Server("target", Endpoint.parse(args[1]), new Login(args[4], new Secret(args[5])));
            LiveSides sides = new LiveSides(source, source.login(), target, () -> executed(target), Optional.empty());
            try (LiveProof live = LiveProof.begin(sides, List.of("live_memory"))) {
                live.await(Observer.NONE, Duration.ofSeconds(60));
                System.out.println("live");
                System.in.read();
                BinlogPosition end;
                try (Session session = source.open()) {
                    end = Binlog.position(session);
                }
                // As a runbook does: the server's own events may be after what the test waited for.
                await(target, end);
                live.proveFrozen(end, List.of("live_memory"), Observer.NONE)
                        .rows()
                        .tables()
                        .forEach(table -> System.out.println(table.table() + " "
                                + (table.verdict() instanceof TableVerdict.Same
                                        ? "Same"
                                        : table.verdict().toString())
                                + " " + table.rowsLeft() + " " + table.rowsRight()));
            }
            System.exit(0);
        }
    }

    private static BinlogPosition executed(Server target) {
        try (Session session = target.open()) {
            return ReplicaStatus.read(session).orElseThrow().executed();
        }
    }

    private static BinlogPosition end() {
        try (Session session = SOURCE.open()) {
            return Binlog.position(session);
        }
    }

    private static void caughtUp() {
        await(TARGET, end());
    }

    private static void await(Server target, BinlogPosition end) {
        while (!executed(target).reached(end)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String text(Server server, String sql) {
        try (Session session = server.open()) {
            return session.text(sql);
        }
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
