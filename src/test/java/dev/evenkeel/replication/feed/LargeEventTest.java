package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.OwnServer;
import dev.evenkeel.replication.binlog.Binlog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that are not held in memory. */
class LargeEventTest {
    private static final String DATABASE = "large_event";
    private static final String PACKETS = "SET GLOBAL max_allowed_packet = ";
    private static final Server NEW =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();

    static List<Server> servers() {
        return List.of(TestServers.admin(Role.SOURCE), NEW);
    }

    @BeforeEach
    void room() {
        for (Server server : servers()) {
            on(server, PACKETS + (256 << 20), "DROP DATABASE IF EXISTS large_event", "CREATE DATABASE large_event");
        }
    }

    @AfterEach
    void as_it_was() {
        for (Server server : servers()) {
            on(server, "DROP DATABASE IF EXISTS large_event", PACKETS + (1 << 20));
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_large_row_is_told_by_its_key_and_by_its_foreign_keys(Server server) {
        on(
                server,
                "CREATE TABLE large_event.parent (d DATETIME(3), b LONGBLOB, id VARCHAR(190) PRIMARY KEY, t TIME(2), code INT,"
                        + " c LONGTEXT, more TINYBLOB, KEY (code)) ENGINE = InnoDB CHARACTER SET latin1",
                "CREATE TABLE large_event.child (id INT PRIMARY KEY, p VARCHAR(190), FOREIGN KEY (p) REFERENCES parent (id)"
                        + " ON DELETE CASCADE) ENGINE = InnoDB CHARACTER SET latin1",
                "CREATE TABLE large_event.coded (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES parent (code)"
                        + " ON UPDATE CASCADE) ENGINE = InnoDB");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "INSERT INTO large_event.parent VALUES ('2026-01-01', 'small', 'a', '10:00:00', 1, 'c', 'm')",
                    "INSERT INTO large_event.child VALUES (1, 'a')",
                    "UPDATE large_event.parent SET b = REPEAT('x', 9 << 20), code = 2, t = NULL",
                    "UPDATE large_event.parent SET c = REPEAT('y', 4097), more = NULL",
                    "UPDATE large_event.parent SET id = 'b', b = NULL WHERE NOT EXISTS (SELECT 1 FROM large_event.coded)"
                            + " AND id = 'none'",
                    "DELETE FROM large_event.parent");

            assertThat(shown(recorded))
                    .containsExactly(
                            "INSERTED parent a",
                            "INSERTED child 1",
                            "UPDATED parent a",
                            "CASCADED coded 1",
                            "CASCADED coded 2",
                            "UPDATED parent a",
                            "DELETED parent a",
                            "CASCADED child a");
        }
    }

    @Test
    void many_rows_in_one_event_are_all_told() throws IOException {
        try (OwnServer own = OwnServer.start("--binlog-row-event-max-size=268435424", "--max-allowed-packet=256M");
                Session session = own.server().open()) {
            session.execute("CREATE DATABASE large_event");
            session.execute("USE large_event");
            session.execute("CREATE TABLE large_event.many (id INT PRIMARY KEY, v VARCHAR(2000), b BLOB)");
            try (Recorded recorded = Recorded.of(own.server(), DATABASE)) {
                session.execute("INSERT INTO large_event.many SELECT seq, IF(seq % 7, REPEAT('v', 900), NULL),"
                        + " IF(seq % 1000, 'b', REPEAT('b', 60000)) FROM seq_1_to_20000");
                session.execute("UPDATE large_event.many SET v = CONCAT(v, 'w') ORDER BY id");

                List<String> told = shown(recorded);

                assertThat(told).hasSize(20_000 + 17_143);
                for (int i = 1; i <= 20_000; i++) {
                    assertThat(told.get(i - 1)).isEqualTo("INSERTED many " + i);
                }
                assertThat(told.stream()
                                .filter(one -> one.startsWith("UPDATED"))
                                .distinct())
                        .hasSize(17_143);
            }
        }
    }

    @Test
    void what_cannot_be_read_in_pieces_is_a_doubt() {
        byte[] noise = new byte[10 << 20];
        new Random(1).nextBytes(noise);
        on(
                NEW,
                "CREATE TABLE large_event.packed (id INT PRIMARY KEY, b LONGBLOB)",
                "CREATE TABLE large_event.keyed (b LONGBLOB, id INT, PRIMARY KEY (b(20)))");
        try (Session session = NEW.open();
                Recorded recorded = Recorded.of(NEW, DATABASE)) {
            session.execute("SET SESSION binlog_format = 'STATEMENT'");
            session.execute("INSERT INTO large_event.packed VALUES (1, ?)", "x".repeat(9 << 20));
            session.execute("SET SESSION binlog_format = 'ROW'");
            session.execute("INSERT INTO large_event.keyed VALUES (?, 1)", noise);
            session.execute("SET GLOBAL log_bin_compress = 1");
            try {
                session.execute("INSERT INTO large_event.packed VALUES (2, ?)", noise);
            } finally {
                session.execute("SET GLOBAL log_bin_compress = 0");
            }
            session.execute("INSERT INTO large_event.packed VALUES (3, 'small')");

            assertThat(shown(recorded))
                    .satisfiesExactly(
                            all -> assertThat(all).isEqualTo("everything: an event of type 2 and 9 MiB was not read"),
                            keyed -> assertThat(keyed).startsWith("dirty keyed: "),
                            packed -> assertThat(packed)
                                    .isEqualTo("dirty packed: 10 MiB of compressed rows were not read"),
                            next -> assertThat(next).isEqualTo("INSERTED packed 3"));
        }
    }

    static Stream<Arguments> sizes() {
        return Stream.of(Arguments.of(TestServers.admin(Role.SOURCE), 80_000_000), Arguments.of(NEW, 20_000_000));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void a_large_row_does_not_need_its_size_in_memory(Server server, int bytes) throws Exception {
        on(server, "CREATE TABLE large_event.blobs (id INT PRIMARY KEY, v INT, b LONGBLOB) ENGINE = MyISAM");
        BinlogPosition from;
        try (Session session = server.open()) {
            from = Binlog.position(session);
        }
        on(
                server,
                "INSERT INTO large_event.blobs VALUES (1, 1, REPEAT('x', " + bytes + "))",
                "UPDATE large_event.blobs SET v = 2",
                "DELETE FROM large_event.blobs");
        Process follower = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Follower.class.getName(),
                        server.endpoint().toString(),
                        server.login().user(),
                        server.login().password().reveal(),
                        from.file(),
                        Long.toString(from.offset()))
                .redirectErrorStream(true)
                .start();

        String told = new String(follower.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(told.lines()).containsExactly("INSERTED blobs 1", "UPDATED blobs 1", "DELETED blobs 1");
    }

    /** A program of its own, with little memory. */
    static final class Follower {
        private Follower() {}

        public static void main(String[] args) throws InterruptedException {
            Server server = new Server("source", Endpoint.parse(args[0]), new Login(args[1], new Secret(args[2])));
            CountDownLatch done = new CountDownLatch(1);
            try (Session session = server.open();
                    ChangeFeed feed = ChangeFeed.of(
                            server,
                            new BinlogPosition(args[3], Long.parseLong(args[4])),
                            FeedTables.read(session, List.of(DATABASE)),
                            change -> {
                                String shown = shown(change);
                                if (!(change instanceof Change.Reached) && !(change instanceof Change.Begun)) {
                                    System.out.println(shown);
                                }
                                if (shown.startsWith("DELETED") || change instanceof Change.Ended) {
                                    done.countDown();
                                }
                            })) {
                done.await(60, TimeUnit.SECONDS);
                System.exit(0);
            }
        }
    }

    private static List<String> shown(Recorded recorded) {
        return recorded.changes().stream().map(LargeEventTest::shown).toList();
    }

    private static String shown(Change change) {
        if (change instanceof Change.RowChanged row) {
            return row.kind() + " " + row.table().table() + " "
                    + plain(row.key().get(0));
        }
        if (change instanceof Change.TableDirty dirty) {
            return "dirty " + dirty.table().table() + ": " + dirty.reason();
        }
        if (change instanceof Change.RowsCascaded rows) {
            return "CASCADED " + rows.table().table() + " "
                    + plain(rows.values().get(0));
        }
        return change instanceof Change.AllDirty all ? "everything: " + all.reason() : change.toString();
    }

    private static String plain(String value) {
        return value.startsWith("0x")
                ? new String(java.util.HexFormat.of().parseHex(value.substring(2)), StandardCharsets.ISO_8859_1)
                : value;
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                if (statement.contains("REFERENCES")) {
                    session.execute("USE large_event");
                }
                session.execute(statement);
            }
        }
    }
}
