package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A UUID key whose ranges on 10.11.5 are not what its order says: a range that leaves rows out is not a difference. */
class UuidOrderTest {
    private static final Server SOURCE =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server TARGET =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    @BeforeEach
    void the_same_rows() {
        clean_up();
        String rows = IntStream.range(0, 2_000)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "('%08x-1234-1234-1234-1234567890%02x', %d)", i * 131_071L, i % 256, i))
                .collect(Collectors.joining(", "));
        for (Server server : List.of(SOURCE, TARGET)) {
            on(server, "CREATE DATABASE uuid_order");
            on(server, "CREATE TABLE uuid_order.t (k UUID PRIMARY KEY, v INT)");
            on(server, "INSERT INTO uuid_order.t VALUES " + rows);
        }
    }

    @AfterEach
    void clean_up() {
        on(SOURCE, "DROP DATABASE IF EXISTS uuid_order");
        on(TARGET, "DROP DATABASE IF EXISTS uuid_order");
    }

    @ParameterizedTest
    @EnumSource(Hashing.class)
    void every_row_is_read(Hashing hashing) {
        assertThat(compare(hashing).verdict())
                .isInstanceOfSatisfying(
                        TableVerdict.Same.class, same -> assertThat(same.rows()).isEqualTo(2_000));

        on(TARGET, "UPDATE uuid_order.t SET v = -1 WHERE v = 1999");
        assertThat(compare(hashing).verdict())
                .isInstanceOfSatisfying(TableVerdict.Different.class, different -> assertThat(different.rows())
                        .hasSize(1));
    }

    private static TableResult compare(Hashing hashing) {
        return new RowComparison(SOURCE, TARGET, Observer.NONE)
                .compare(
                        tables(SOURCE),
                        tables(TARGET),
                        new ComparisonPlan(
                                Throttle.NONE,
                                Watch.NONE,
                                new RowOptions(Optional.of(hashing), false),
                                java.util.Map.of()))
                .tables()
                .get(0);
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("uuid_order"));
        }
    }

    private static void on(Server server, String statement) {
        try (Session session = server.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute(statement);
        }
    }
}
