package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target that applies what it gets by GTID, from a source whose transactions are of two domains. */
class GtidDomainsTest {
    private static final Server SOURCE =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server TARGET =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    @BeforeEach
    void two_domains() {
        String position;
        try (Session session = SOURCE.open()) {
            position = session.text("SELECT @@GLOBAL.gtid_binlog_pos");
            session.execute("CREATE DATABASE gtid_domains");
            session.execute("CREATE TABLE gtid_domains.t (id INT PRIMARY KEY)");
            session.execute("INSERT INTO gtid_domains.t VALUES (1)");
            session.execute("SET SESSION gtid_domain_id = 7");
            session.execute("INSERT INTO gtid_domains.t VALUES (2)");
        }
        try (Session session = TARGET.open()) {
            session.execute("SET GLOBAL gtid_slave_pos = ?", position);
            session.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_SSL = 0, MASTER_USE_GTID = slave_pos",
                    SOURCE.endpoint().host(),
                    SOURCE.endpoint().port(),
                    SOURCE.login().user(),
                    SOURCE.login().password());
        }
    }

    @AfterEach
    void clean_up() {
        on(SOURCE, "DROP DATABASE gtid_domains");
        on(
                TARGET,
                "STOP SLAVE",
                "RESET SLAVE ALL",
                "SET GLOBAL slave_parallel_threads = 0",
                "DROP DATABASE IF EXISTS gtid_domains");
    }

    @Test
    void side_by_side_they_are_proved_domain_by_domain() throws InterruptedException {
        on(TARGET, "SET GLOBAL slave_parallel_threads = 2", "START SLAVE");

        assertThat(verdict()).isEqualTo(new TableVerdict.Same(2, 1));
    }

    @Test
    void one_after_the_other_they_are() throws InterruptedException {
        on(TARGET, "START SLAVE");

        assertThat(verdict()).isEqualTo(new TableVerdict.Same(2, 1));
    }

    @Test
    void a_place_that_is_purged_says_nothing_where_the_target_holds_everything_by_gtid() throws InterruptedException {
        on(TARGET, "START SLAVE");

        assertThat(verdict(() -> new BinlogPosition("mysql-bin-changelog.000000", 4)))
                .isEqualTo(new TableVerdict.Same(2, 1));
    }

    /** For places after it in that file BINLOG_GTID_POS answers NULL. */
    @Test
    void nor_after_a_transaction_larger_than_a_packet() throws InterruptedException {
        on(SOURCE, "SET GLOBAL max_allowed_packet = 67108864");
        on(TARGET, "SET GLOBAL slave_max_allowed_packet = 1073741824", "START SLAVE");
        try (Session session = SOURCE.open()) {
            session.execute("CREATE TABLE gtid_domains.large (id INT PRIMARY KEY, b LONGBLOB)");
            session.execute("INSERT INTO gtid_domains.large VALUES (1, REPEAT('x', 30000000))");
            session.execute("DROP TABLE gtid_domains.large");
        } finally {
            on(SOURCE, "SET GLOBAL max_allowed_packet = 16777216");
        }
        try (Session session = SOURCE.open()) {
            GtidSet before = Binlog.written(session);
            Coordinates place = Binlog.end(session);
            // The heartbeat may have written too, in its own domain.
            assertThat(place.gtid().contains(before)).isTrue();
            assertThat(place.gtid().byDomain())
                    .containsEntry(7L, before.byDomain().get(7L));
            assertThat(session.first(
                            "SELECT BINLOG_GTID_POS(?, ?)",
                            row -> row.optional(1),
                            place.position().file(),
                            place.position().offset()))
                    .contains(Optional.empty());

            session.execute("SET SESSION gtid_domain_id = 7");
            session.execute("INSERT INTO gtid_domains.t VALUES (3)");
            assertThat(Binlog.gtidAt(session, place.position())).isEqualTo(place.gtid());
            BinlogPosition nowhere = new BinlogPosition(place.position().file(), 4_000_000_000L);
            assertThatThrownBy(() -> Binlog.gtidAt(session, nowhere))
                    .isInstanceOf(NotPossible.class)
                    .hasMessageContaining(
                            "cannot be read: it ends at " + place.position().file());
        }

        assertThat(verdict(() -> new BinlogPosition("mysql-bin-changelog.000000", 4)))
                .isEqualTo(new TableVerdict.Same(3, 1));
        on(SOURCE, "FLUSH BINARY LOGS");
    }

    private static TableVerdict verdict() throws InterruptedException {
        return verdict(GtidDomainsTest::executed);
    }

    private static TableVerdict verdict(Supplier<BinlogPosition> executed) throws InterruptedException {
        try (Session session = TARGET.open()) {
            String position;
            try (Session source = SOURCE.open()) {
                position = source.text("SELECT @@GLOBAL.gtid_binlog_pos");
            }
            assertThat(session.number("SELECT MASTER_GTID_WAIT(?, 30)", position))
                    .isZero();
        }
        LiveSides sides = new LiveSides(SOURCE, SOURCE.login(), TARGET, executed, Optional.empty());
        try (LiveProof live = LiveProof.begin(sides, List.of("gtid_domains"))) {
            return live.await(Observer.NONE, Duration.ofSeconds(30))
                    .tables()
                    .get(0)
                    .verdict();
        }
    }

    private static BinlogPosition executed() {
        try (Session session = TARGET.open()) {
            return ReplicaStatus.read(session).orElseThrow().executed();
        }
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.open()) {
            session.execute("SET sql_log_bin = 0");
            List.of(statements).forEach(session::execute);
        }
    }
}
