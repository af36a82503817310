package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and formats that MariaDB alone has, proved while somebody writes: 10.11 followed by 11.4. */
@Timeout(120)
class FormatsLiveTest {
    private static final Server SOURCE =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server TARGET =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();
    private static final Await AWAIT = new Await(Observer.NONE, Duration.ofMillis(10));
    private static final List<String> TABLES =
            List.of("by_ip", "by_set", "by_unique", "by_uuid", "packed", "texts", "with_xa");

    @BeforeAll
    static void the_target_follows() {
        on(TARGET, "DROP DATABASE IF EXISTS kinds");
        on(SOURCE, "DROP DATABASE IF EXISTS kinds");
        BinlogPosition from = end();
        try (Session target = TARGET.open()) {
            target.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_USE_GTID = no, MASTER_SSL = 0",
                    SOURCE.endpoint().host(),
                    SOURCE.endpoint().port(),
                    SOURCE.login().user(),
                    SOURCE.login().password(),
                    from.file(),
                    from.offset());
            target.execute("START SLAVE");
        }
    }

    @AfterAll
    static void the_target_is_let_go() {
        on(SOURCE, "DROP DATABASE IF EXISTS kinds");
        caughtUp();
        on(TARGET, "STOP SLAVE", "RESET SLAVE ALL");
    }

    @BeforeEach
    void the_same_rows_on_both_sides() {
        String members = java.util.stream.IntStream.rangeClosed(1, 64)
                .mapToObj(i -> "'a" + i + "'")
                .collect(Collectors.joining(","));
        on(
                SOURCE,
                "DROP DATABASE IF EXISTS kinds",
                "CREATE DATABASE kinds",
                "CREATE TABLE kinds.by_uuid (id UUID NOT NULL DEFAULT UUID() PRIMARY KEY, n INT NOT NULL DEFAULT 0)",
                "CREATE TABLE kinds.by_ip (ip INET6 NOT NULL PRIMARY KEY, n INT NOT NULL DEFAULT 0)",
                "CREATE TABLE kinds.packed (id INT NOT NULL PRIMARY KEY, doc TEXT COMPRESSED, code VARCHAR(2000) COMPRESSED,"
                        + " n INT NOT NULL DEFAULT 0)",
                "CREATE TABLE kinds.by_unique (a INT NOT NULL, b VARCHAR(10) NOT NULL, n INT NOT NULL DEFAULT 0,"
                        + " UNIQUE KEY (a, b))",
                "CREATE TABLE kinds.by_double (d DOUBLE NOT NULL PRIMARY KEY, n INT NOT NULL DEFAULT 0)",
                "CREATE TABLE kinds.texts (id INT PRIMARY KEY, b TEXT, n INT, UNIQUE KEY (b))",
                "CREATE TABLE kinds.with_xa (id INT PRIMARY KEY, n INT)",
                "CREATE TABLE kinds.by_set (id SET(" + members + ") PRIMARY KEY, n INT)",
                "INSERT INTO kinds.by_uuid (n) VALUES (1), (2), (3)",
                "INSERT INTO kinds.by_uuid VALUES ('01890a5d-ac96-774b-bcce-b302099a8057', 1)",
                "INSERT INTO kinds.by_ip VALUES ('::1', 0), ('2001:db8::7', 0)",
                "INSERT INTO kinds.packed VALUES (1, REPEAT('ab', 3000), REPEAT('v', 1500), 0), (2, 'short', '', 0)",
                "INSERT INTO kinds.by_unique VALUES (1, 'x', 0), (2, 'y', 0)",
                "INSERT INTO kinds.by_double VALUES (0.1, 0), (1e300, 0)",
                "INSERT INTO kinds.texts VALUES (1, 'x', 0), (2, NULL, 0)",
                "INSERT INTO kinds.with_xa VALUES (1, 0), (2, 0)",
                "INSERT INTO kinds.by_set VALUES ('a64', 1), ('a1', 2), ('a1,a64', 3)");
        caughtUp();
    }

    @AfterEach
    void not_compressed() {
        on(SOURCE, "SET GLOBAL log_bin_compress = OFF", "SET GLOBAL log_bin_compress_min_len = DEFAULT");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void they_are_the_same_while_somebody_writes_and_at_rest(boolean compressed) throws InterruptedException {
        if (compressed) {
            on(SOURCE, "SET GLOBAL log_bin_compress = ON", "SET GLOBAL log_bin_compress_min_len = 10");
        }
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch written = new CountDownLatch(1);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(stop, written));
        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        try (LiveProof live = begin()) {
            RowResult found = settled(live);
            stop.set(true);
            writer.join();
            assertThat(same(found)).containsAll(TABLES);
            // Between two of the writer's rounds it is the same as a whole, for once.
            assertThat(reason(found, "by_double")).matches("Same.*|.*its key column d is DOUBLE.*");

            RowResult frozen = live.proveFrozen(caughtUp(), List.of("kinds"), Observer.NONE)
                    .rows();
            assertThat(same(frozen)).containsAll(TABLES).contains("by_double");
            assertThat(frozen.tables())
                    .filteredOn(table -> TABLES.contains(table.table().table()))
                    .allMatch(table -> table.method().contains("then what changed"), "by what changed alone");
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    @Test
    void a_change_that_the_target_skipped_is_found_under_each_key() throws InterruptedException {
        try (LiveProof live = begin();
                Session silence = SOURCE.openPinned()) {
            assertThat(same(settled(live))).containsAll(TABLES);
            // Else its next beat is what is skipped.
            silence.execute("LOCK TABLES mysql.rds_heartbeat2 WRITE");
            caughtUp();
            on(TARGET, "STOP SLAVE", "SET GLOBAL sql_slave_skip_counter = 1");
            on(
                    SOURCE,
                    "START TRANSACTION",
                    "UPDATE kinds.by_uuid SET n = 99 WHERE n = 2",
                    "DELETE FROM kinds.by_uuid WHERE id = '01890a5d-ac96-774b-bcce-b302099a8057'",
                    "UPDATE kinds.by_ip SET n = 99 WHERE ip = '::1'",
                    "UPDATE kinds.by_unique SET n = 99 WHERE a = 1",
                    "UPDATE kinds.packed SET n = 99 WHERE id = 1",
                    "UPDATE kinds.texts SET n = 99 WHERE id = 1",
                    "UPDATE kinds.by_set SET n = 99 WHERE id = 'a64'",
                    "COMMIT");
            on(TARGET, "START SLAVE");
            caughtUp();
            on(TARGET, "STOP SLAVE", "SET GLOBAL sql_slave_skip_counter = 1");
            on(
                    SOURCE,
                    "XA START 'x'",
                    "UPDATE kinds.with_xa SET n = 99 WHERE id = 1",
                    "XA END 'x'",
                    "XA PREPARE 'x'",
                    "XA COMMIT 'x'");
            // The prepared transaction is skipped, its commit finds none.
            on(TARGET, "START SLAVE");
            AWAIT.until("the target stops", "stopped", Duration.ofSeconds(20), () -> {
                try (Session session = TARGET.open()) {
                    String running = session.first("SHOW SLAVE STATUS", row -> row.text("Slave_SQL_Running"))
                            .orElseThrow();
                    return new Await.Look(running, running.equals("No"));
                }
            });
            on(TARGET, "STOP SLAVE", "SET GLOBAL sql_slave_skip_counter = 1");
            on(TARGET, "START SLAVE");
            RowResult frozen = live.proveFrozen(caughtUp(), List.of("kinds"), Observer.NONE)
                    .rows();

            assertThat(frozen.tables())
                    .filteredOn(table -> TABLES.contains(table.table().table()))
                    .allMatch(table -> table.verdict() instanceof TableVerdict.Different);
        }
    }

    private static void write(AtomicBoolean stop, CountDownLatch written) {
        try (Session session = SOURCE.openPinned()) {
            session.execute("USE kinds");
            int round = 0;
            while (!stop.get()) {
                round++;
                for (String table : List.of("by_uuid", "by_ip", "by_unique", "by_double", "texts", "by_set")) {
                    session.execute("UPDATE " + table + " SET n = n + 1");
                }
                session.execute("UPDATE packed SET n = n + 1, doc = CONCAT(doc, '.')");
                session.execute("INSERT INTO by_uuid (n) VALUES (0)");
                session.execute("UPDATE texts SET b = 'text " + round + "' WHERE id = 2");
                String transaction = "'writer','" + round + "'";
                session.execute("XA START " + transaction);
                session.execute("UPDATE with_xa SET n = n + 1");
                session.execute("XA END " + transaction);
                session.execute("XA PREPARE " + transaction);
                session.execute(round % 5 == 0 ? "XA ROLLBACK " + transaction : "XA COMMIT " + transaction);
                written.countDown();
                session.number("SELECT SLEEP(0.05)");
            }
        }
    }

    private static LiveProof begin() {
        return LiveProof.begin(
                new LiveSides(SOURCE, SOURCE.login(), TARGET, FormatsLiveTest::executed, Optional.empty()),
                List.of("kinds"),
                table -> true,
                RowOptions.USUAL,
                Throttle.NONE);
    }

    private static RowResult settled(LiveProof live) {
        try {
            return live.await(Observer.NONE, Duration.ofSeconds(40));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> same(RowResult result) {
        assertThat(result.tables()).as(result.toString()).isNotEmpty();
        return result.tables().stream()
                .filter(table -> table.verdict() instanceof TableVerdict.Same)
                .map(table -> table.table().table())
                .toList();
    }

    private static String reason(RowResult result, String table) {
        return result.tables().stream()
                .filter(one -> one.table().table().equals(table))
                .map(one -> one.verdict().toString())
                .findFirst()
                .orElseThrow();
    }

    private static BinlogPosition end() {
        try (Session session = SOURCE.open()) {
            return Binlog.position(session);
        }
    }

    private static BinlogPosition executed() {
        try (Session session = TARGET.open()) {
            return ReplicaStatus.read(session).orElseThrow().executed();
        }
    }

    private static BinlogPosition caughtUp() {
        BinlogPosition end = end();
        AWAIT.until("the target is there", end.toString(), Duration.ofSeconds(30), () -> {
            BinlogPosition now = executed();
            return new Await.Look(now.toString(), now.reached(end));
        });
        return end;
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
