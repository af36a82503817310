package dev.evenkeel.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.writes.ServerWrites;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe of production: what it writes, what it never touches, and what it notices. */
@Timeout(120)
class ProbeTest {
    private static final Servers SERVERS = TestServers.embedded();
    private static final Endpoint SOURCE = SERVERS.master(Role.SOURCE).endpoint();
    private static final Login PROBE = new Login("probing", new Secret("probe-secret"));
    private static final TableName TABLE = new TableName("probed", "evenkeel_probe");

    @TempDir
    private Path folder;

    @BeforeEach
    void a_table_of_evenkeels_own_beside_another() {
        on("DROP DATABASE IF EXISTS probed");
        on("CREATE DATABASE probed");
        on("CREATE TABLE probed.evenkeel_probe (id BIGINT PRIMARY KEY) ENGINE = InnoDB COMMENT = 'evenkeel probe'");
        on("CREATE TABLE probed.orders (id INT PRIMARY KEY) ENGINE = InnoDB");
        on("INSERT INTO probed.evenkeel_probe VALUES (7)");
        on("CREATE USER 'probing'@'%' IDENTIFIED BY 'probe-secret'");
        // No more than the page asks for: with less it would not begin, and with this it can touch nothing else.
        on("GRANT SELECT, INSERT ON probed.evenkeel_probe TO 'probing'@'%'");
    }

    @AfterEach
    void gone() {
        on("SET GLOBAL read_only = 0");
        on("DROP DATABASE IF EXISTS probed");
        on("DROP USER 'probing'@'%'");
    }

    @Test
    void it_writes_rows_into_its_table_and_nothing_else_and_finds_each_again() {
        BinlogPosition before = writes().end().position();
        Application probe = begin();
        until(() -> probe.acknowledged() > 20);

        WorkloadResult result = probe.stopAndVerify(SERVERS.master(Role.SOURCE));

        assertThat(result.exact()).isTrue();
        assertThat(result.acknowledged()).isGreaterThan(20).isEqualTo(result.onTarget());
        assertThat(writes().writtenSince(before)).containsExactly("rows of probed.evenkeel_probe");
        assertThat(folder.resolve("ledger.ndjson")).content().contains("acknowledged", SOURCE.toString());
    }

    @Test
    void an_acknowledged_row_that_is_missing_is_told_and_a_row_of_another_run_is_not_its_own() {
        Application probe = begin();
        until(() -> probe.acknowledged() > 5);
        probe.stop();
        on("DELETE FROM probed.evenkeel_probe WHERE id > 7 ORDER BY id LIMIT 1");

        WorkloadResult result = probe.stopAndVerify(SERVERS.master(Role.SOURCE));

        assertThat(result.lost()).isEqualTo(1);
        assertThat(result.duplicated()).isZero();
        assertThat(result.examplesOfLost()).singleElement().asString().endsWith("missing");
    }

    @Test
    void an_outage_is_measured() {
        Application probe = begin();
        until(() -> probe.acknowledged() > 5);
        on("SET GLOBAL read_only = 1");
        until(() -> probe.outage().happened());
        on("SET GLOBAL read_only = 0");
        until(() -> probe.outage().happened() && probe.outage().over());

        assertThat(probe.outage().unavailableMillis()).isPositive();
        assertThat(probe.stopAndVerify(SERVERS.master(Role.SOURCE)).exact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP TABLE probed.evenkeel_probe|which the probe's account does not see",
                "ALTER TABLE probed.evenkeel_probe ADD COLUMN n INT|which is not a table of evenkeel's own",
                "ALTER TABLE probed.evenkeel_probe COMMENT = 'ours'|which is not a table of evenkeel's own",
                "ALTER TABLE probed.evenkeel_probe DROP PRIMARY KEY|which is not a table of evenkeel's own",
            })
    void a_table_that_is_not_its_own_is_refused_with_what_to_create(String change, String found) {
        on(change);

        assertThatThrownBy(this::begin)
                .isInstanceOf(Misconfigured.class)
                .hasMessage("application.probe is probed.evenkeel_probe, " + found + "; create it as: CREATE TABLE"
                        + " `probed`.`evenkeel_probe` (id BIGINT PRIMARY KEY) ENGINE = InnoDB COMMENT = 'evenkeel probe', and"
                        + " GRANT SELECT, INSERT on it");
    }

    private Application begin() {
        return Application.probe(
                TABLE,
                Door.through(SOURCE, Map.of()),
                PROBE,
                new ApplicationSettings(1, 50, 1),
                folder.resolve("ledger.ndjson"),
                Clock.systemUTC());
    }

    private static ServerWrites writes() {
        return new ServerWrites(SERVERS.master(Role.SOURCE));
    }

    private static void until(BooleanSupplier condition) {
        new Await(Observer.NONE, Duration.ofMillis(10))
                .until(
                        "the probe",
                        "so far",
                        Duration.ofSeconds(30),
                        () -> new Await.Look("", condition.getAsBoolean()));
    }

    private static void on(String sql) {
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            session.execute(sql);
        }
    }
}
