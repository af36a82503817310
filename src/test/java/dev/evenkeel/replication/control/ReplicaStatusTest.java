package dev.evenkeel.replication.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status rows as servers answer them, made by a SELECT on a real one. */
class ReplicaStatusTest {
    private static final String ROW = """
            SELECT '%s' AS Slave_IO_Running, '%s' AS Slave_SQL_Running, 'bin.000003' AS Master_Log_File,
              900 AS Read_Master_Log_Pos, 'bin.000002' AS Relay_Master_Log_File, 700 AS Exec_Master_Log_Pos,
              '' AS Last_IO_Error, '' AS Last_SQL_Error, 0 AS Skip_Counter, 7 AS Master_Server_Id,
              '%s' AS Replicate_Ignore_Table
            """;

    @ParameterizedTest
    @CsvSource({"No, No, true", "Connecting, No, false", "Preparing, No, false", "No, Yes, false", "Yes, Yes, false"})
    void a_fetcher_that_tries_to_connect_is_not_stopped(String fetcher, String applier, boolean stopped) {
        assertThat(status(fetcher, applier, "").stopped()).isEqualTo(stopped);
    }

    @Test
    void every_filter_is_named() {
        assertThat(status("Yes", "Yes", "shop.orders").filters())
                .isEqualTo(List.of("replicate_ignore_table=shop.orders"));
    }

    @Test
    void the_source_is_known_by_its_id() {
        assertThat(status("Yes", "Yes", "").sourceServerId()).isEqualTo(7);
        try (Session session = TestServers.embedded().master(Role.REPLICA).open()) {
            assertThat(ReplicaStatus.read(session).orElseThrow().sourceServerId())
                    .isEqualTo(1);
        }
    }

    private static ReplicaStatus status(String fetcher, String applier, String ignored) {
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            return session.first(ROW.formatted(fetcher, applier, ignored), ReplicaStatus::of)
                    .orElseThrow();
        }
    }
}
