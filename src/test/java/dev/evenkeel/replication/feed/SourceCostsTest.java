package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.SourceSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceCostsTest {
    private static final Server SOURCE = TestServers.admin(Role.SOURCE);

    @AfterEach
    void rows_again() {
        format("ROW");
    }

    @Test
    void a_source_that_logs_rows_costs_nothing_more() {
        assertThat(new SourceSettings(SOURCE, sent -> {}).costs()).isEmpty();
    }

    @Test
    void a_source_that_logs_statements_is_taken_and_its_cost_said() {
        format("MIXED");

        SourceSettings settings = new SourceSettings(SOURCE, sent -> {});

        assertThat(settings.obstacles()).isEmpty();
        assertThat(settings.costs()).singleElement().asString().startsWith("binlog_format is MIXED: a statement");
    }

    private static void format(String format) {
        try (Session session = SOURCE.open()) {
            session.execute("SET GLOBAL binlog_format = '" + format + "'");
        }
    }
}
