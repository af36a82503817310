package dev.evenkeel.mariadb.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows as the wire brings them, from servers of two versions. */
class BinaryRowsTest {
    @ParameterizedTest
    @EnumSource(names = {"SOURCE", "TARGET"})
    void every_row_arrives_in_binary_with_its_nulls(Role role) {
        try (Session session = TestServers.admin(role).openUnconverted()) {
            List<String> rows = new ArrayList<>();
            session.binaryRows(
                    "SELECT 'ab', CAST(NULL AS CHAR), 2.5e0 UNION ALL SELECT '', 'c', NULL",
                    (bytes, offset, length) -> rows.add(HexFormat.of().formatHex(bytes, offset, offset + length)));

            assertThat(rows).containsExactly("0008" + "026162" + "0000000000000440", "0010" + "00" + "0163");
            assertThat(session.number("SELECT 1")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE", "TARGET"})
    void large_rows_arrive_whole(Role role) {
        try (Session session = TestServers.admin(role).openUnconverted()) {
            List<Integer> lengths = new ArrayList<>();
            session.binaryRows(
                    "SELECT REPEAT('x', 1000000), 1 UNION ALL SELECT REPEAT('y', 70000), 2",
                    (bytes, offset, length) -> lengths.add(length));

            assertThat(lengths).containsExactly(2 + 4 + 1_000_000 + 8, 2 + 4 + 70_000 + 8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE", "TARGET"})
    void a_failure_behind_the_first_rows_is_no_end(Role role) {
        try (Session session = TestServers.admin(role).openUnconverted()) {
            assertThatThrownBy(() -> session.binaryRows(
                            "SELECT IF(help_topic_id > 3, (SELECT 1 UNION SELECT 2), 0)"
                                    + " FROM (SELECT 1 help_topic_id UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) t",
                            (bytes, offset, length) -> {}))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Subquery returns more than 1 row");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE", "TARGET"})
    void can_be_cancelled(Role role) throws Exception {
        try (Session session = TestServers.admin(role).openUnconverted()) {
            CompletableFuture<Void> first = new CompletableFuture<>();
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> session.binaryRows(
                    "SELECT a.column_name FROM information_schema.columns a, information_schema.columns b,"
                            + " information_schema.columns c",
                    (bytes, offset, length) -> first.complete(null)));
            first.get(30, TimeUnit.SECONDS);
            session.cancel();

            assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
        }
    }
}
