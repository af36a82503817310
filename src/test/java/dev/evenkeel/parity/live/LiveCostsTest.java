package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What preflight says of tables that the freeze will have to read. */
class LiveCostsTest {
    private static final Server SERVER =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();

    @AfterEach
    void clean_up() {
        on("DROP DATABASE IF EXISTS live_costs");
    }

    @Test
    void each_table_that_cannot_be_proved_live_is_named_with_its_size_and_why() {
        on(
                "CREATE DATABASE live_costs",
                "CREATE TABLE live_costs.by_key (id INT PRIMARY KEY)",
                "CREATE TABLE live_costs.by_unique (a INT NOT NULL UNIQUE)",
                "CREATE TABLE live_costs.by_uuid (id UUID PRIMARY KEY)",
                "CREATE TABLE live_costs.keyless (a INT)",
                "CREATE TABLE live_costs.by_double (d DOUBLE PRIMARY KEY)",
                "CREATE TABLE live_costs.kept (id INT PRIMARY KEY) WITH SYSTEM VERSIONING",
                "CREATE TABLE live_costs.old (id INT PRIMARY KEY) ENGINE=MyISAM");
        List<LiveCosts.Cost> costs;
        try (Session session = SERVER.openPinned()) {
            costs = LiveCosts.of(Catalog.tables(session, List.of("live_costs")));
        }

        assertThat(costs)
                .extracting(LiveCosts.Cost::table)
                .containsExactlyInAnyOrder(
                        "live_costs.keyless", "live_costs.by_double", "live_costs.kept", "live_costs.old");
        assertThat(costs)
                .filteredOn(cost -> cost.table().endsWith("keyless"))
                .singleElement()
                .satisfies(cost -> {
                    assertThat(cost.reason()).contains("neither a primary key nor a UNIQUE one");
                    assertThat(cost.size()).isEqualTo("about 0 rows, 0 MB");
                });
        assertThat(costs)
                .filteredOn(cost -> cost.table().endsWith("old"))
                .singleElement()
                .satisfies(cost -> {
                    assertThat(cost.always()).isTrue();
                    assertThat(cost.sentence())
                            .isEqualTo(
                                    "the freeze compares live_costs.old as a whole: about 0 rows, 0 MB, and the outage"
                                            + " grows by reading them");
                });
        assertThat(costs)
                .filteredOn(cost -> cost.table().endsWith("by_double"))
                .singleElement()
                .satisfies(cost -> assertThat(cost.reason()).contains("DOUBLE"));
    }

    private static void on(String... statements) {
        try (Session session = SERVER.open()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
