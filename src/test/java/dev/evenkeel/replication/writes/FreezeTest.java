package dev.evenkeel.replication.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.catalog.server.OwnLock;
import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server that somebody will not stop writing to. */
class FreezeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Profile PROFILE = Provision.profiles().read("embedded", Path.of("environments"));
    private static final Server ADMIN = TestServers.admin(Role.SOURCE);
    private static final Server MASTER = TestServers.embedded().master(Role.SOURCE);

    private final Fence fence = PROFILE.fence().of(Role.SOURCE, TestServers.embedded(), sql -> {});
    private final ServerWrites writes = new ServerWrites(MASTER);

    @BeforeEach
    void two_rows() {
        run(
                ADMIN,
                "DROP DATABASE IF EXISTS freeze",
                "CREATE DATABASE freeze",
                "CREATE TABLE freeze.rows (id INT PRIMARY KEY, v INT) ENGINE = InnoDB",
                "INSERT INTO freeze.rows VALUES (1, 0), (2, 0)");
    }

    @AfterEach
    void open_again() {
        fence.open();
        run(ADMIN, "DROP DATABASE IF EXISTS freeze");
    }

    @Test
    void closing_gives_up_on_a_statement_that_does_not_end() {
        try (Session holder = MASTER.open();
                Session waiter = MASTER.open()) {
            holder.begin();
            holder.execute("UPDATE freeze.rows SET v = 1 WHERE id = 1");
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> waiter.execute("UPDATE freeze.rows SET v = 2 WHERE id = 1"));
            awaitQuery("UPDATE freeze.rows SET v = 2%");

            assertThatThrownBy(() -> fence.close(PATIENCE))
                    .isInstanceOf(Fence.NotClosed.class)
                    .hasMessage("source: read_only could not be set within 2 s");
            assertThat(String.join(", ", writes.activeWriters())).matches("thread \\d+ \\(admin\\) since \\d+ s, .*");

            holder.rollback();
            waiting.join();
            assertThat(fence.closed()).isFalse();
            run(MASTER, "UPDATE freeze.rows SET v = 3 WHERE id = 2");
        }
    }

    @Test
    void an_open_transaction_that_changed_a_row_is_a_writer_and_cannot_commit() {
        try (Session holder = MASTER.open()) {
            holder.begin();
            holder.execute("UPDATE freeze.rows SET v = 1 WHERE id = 1");
            fence.close(PATIENCE);

            assertThat(writes.activeWriters())
                    .singleElement()
                    .asString()
                    .matches("thread \\d+ \\(admin\\) since \\d+ s");
            assertThatThrownBy(holder::commit)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("read-only");
        }
    }

    /** It runs one harmless statement after the other, by which it hears that its server is there. */
    @Test
    void the_session_that_holds_the_runs_own_lock_is_no_writer_unless_it_has_changed_a_row() {
        try (Session lease = MASTER.open();
                Session other = MASTER.open()) {
            assertThat(lease.number("SELECT GET_LOCK(?, 1)", OwnLock.name())).isEqualTo(1);
            assertThat(other.number("SELECT GET_LOCK('another', 1)")).isEqualTo(1);
            Thread asking = new Thread(() -> lease.text("SELECT SLEEP(1)"));
            asking.start();

            assertThat(writes.activeWriters()).isEmpty();
            Awaitility.await().until(() -> !asking.isAlive());

            Thread busy = new Thread(() -> other.text("SELECT SLEEP(1)"));
            busy.start();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(writes.activeWriters()).hasSize(1));
            Awaitility.await().until(() -> !busy.isAlive());

            lease.begin();
            lease.execute("UPDATE freeze.rows SET v = 1 WHERE id = 1");
            assertThat(writes.activeWriters()).hasSize(1);
            lease.rollback();
        }
    }

    @Test
    void a_prepared_transaction_is_a_writer_whoever_prepared_it() {
        try (Session holder = MASTER.open()) {
            holder.execute("XA START 'transfer'");
            holder.execute("UPDATE freeze.rows SET v = 1 WHERE id = 1");
            holder.execute("XA END 'transfer'");
            holder.execute("XA PREPARE 'transfer'");
            fence.close(PATIENCE);

            assertThat(writes.activeWriters()).contains("prepared transaction 'transfer'");
            fence.open();
            holder.execute("XA ROLLBACK 'transfer'");
        }
        assertThat(writes.activeWriters()).isEmpty();
    }

    @Test
    void what_a_mighty_account_writes_behind_the_fence_is_seen() {
        fence.close(PATIENCE);
        BinlogPosition frozen = writes.end().position();
        assertThat(writes.writtenSince(frozen)).isEmpty();

        run(ADMIN, "INSERT INTO freeze.rows VALUES (3, 0)", "FLUSH BINARY LOGS", "DROP TABLE freeze.rows");

        assertThat(writes.writtenSince(frozen))
                .containsExactly("rows of freeze.rows", "DROP TABLE `freeze`.`rows` /* generated by server */");
    }

    @Test
    void what_the_provider_itself_writes_is_no_write() {
        fence.close(PATIENCE);
        BinlogPosition frozen = writes.end().position();
        try (Session session = ADMIN.open()) {
            session.execute("SET SESSION binlog_format = 'STATEMENT'");
            session.execute(
                    "INSERT INTO mysql.rds_heartbeat2 (id, value) VALUES (1, 2) ON DUPLICATE KEY UPDATE value = 3");
        }
        run(ADMIN, "UPDATE mysql.rds_heartbeat2 SET value = 4", "FLUSH TABLES", "ANALYZE TABLE freeze.rows");

        assertThat(writes.end().position()).isNotEqualTo(frozen);
        assertThat(writes.writtenSince(frozen)).isEmpty();
    }

    @Test
    void a_test_write_touches_nothing_of_anyone() {
        run(ADMIN, "CREATE DATABASE evenkeel_write_test", "CREATE TABLE evenkeel_write_test.theirs (id INT)");
        List<String> before = databases();

        List<String> sent = new ArrayList<>();
        writes.provesWritable(sent::add);

        assertThat(sent)
                .satisfiesExactly(
                        made -> assertThat(made).startsWith("CREATE DATABASE `evenkeel_write_test_"),
                        dropped -> assertThat(dropped)
                                .isEqualTo(sent.get(0).replace("CREATE DATABASE ", "DROP DATABASE ")));
        assertThat(databases()).isEqualTo(before).contains("evenkeel_write_test");
        run(ADMIN, "DROP DATABASE evenkeel_write_test");
        fence.close(PATIENCE);
        assertThatThrownBy(() -> writes.provesWritable(sent::add)).isInstanceOf(DatabaseException.class);
    }

    private static List<String> databases() {
        try (Session session = ADMIN.open()) {
            return session.list("SHOW DATABASES", row -> row.text(1));
        }
    }

    @Test
    void what_read_only_was_is_put_back() {
        assertThat(fence.state()).isEqualTo(Fence.OPEN);
        fence.close(PATIENCE);
        assertThat(fence.state()).isEqualTo(fence.whenClosed());

        fence.restore(Fence.OPEN);

        assertThat(fence.closed()).isFalse();
        assertThatThrownBy(() -> fence.restore("0, GLOBAL event_scheduler = 0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitQuery(String pattern) {
        try (Session session = ADMIN.open()) {
            while (session.number("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE ?", pattern)
                    == 0) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static void run(Server server, String... statements) {
        try (Session session = server.open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
