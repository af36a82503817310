package dev.evenkeel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UniqueIndexesTest {
    private static final List<String> DATABASES = List.of("unique_indexes");
    private static final Server OLD = TestServers.admin(Role.SOURCE);
    private static final Server MODERN =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server LATEST =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    static Stream<Server> all() {
        return Stream.of(OLD, MODERN, LATEST);
    }

    static Stream<Server> modern() {
        return Stream.of(MODERN, LATEST);
    }

    @AfterAll
    static void clean_up() {
        all().forEach(server -> on(server, "DROP DATABASE IF EXISTS unique_indexes"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void keys_are_whole_columns_that_are_not_null_however_many_tables_are_named(Server server) {
        on(
                server,
                "DROP DATABASE IF EXISTS unique_indexes",
                "CREATE DATABASE unique_indexes",
                "CREATE TABLE unique_indexes.`it's` (id INT PRIMARY KEY, a INT NOT NULL, b VARCHAR(20) NOT NULL, c INT,"
                        + " UNIQUE KEY two (a, b), UNIQUE KEY part (b(3)), UNIQUE KEY nulls (c))",
                "CREATE TABLE unique_indexes.plain (id INT PRIMARY KEY, a INT, KEY (a))",
                "CREATE TABLE unique_indexes.memory (id INT, a INT NOT NULL, PRIMARY KEY (id), UNIQUE KEY hash (a)"
                        + " USING HASH, UNIQUE KEY tree (a) USING BTREE) ENGINE=MEMORY");

        for (int mostNamed : List.of(0, 100)) {
            Map<TableName, UniqueIndexes> found = read(server, mostNamed);

            assertThat(found.get(new TableName("unique_indexes", "it's")))
                    .isEqualTo(new UniqueIndexes(
                            List.of(new RowKey("PRIMARY", List.of("id")), new RowKey("two", List.of("a", "b"))), 0));
            assertThat(found.get(new TableName("unique_indexes", "plain")))
                    .isEqualTo(new UniqueIndexes(List.of(new RowKey("PRIMARY", List.of("id"))), 0));
            assertThat(found.get(new TableName("unique_indexes", "memory")))
                    .isEqualTo(new UniqueIndexes(
                            List.of(new RowKey("PRIMARY", List.of("id")), new RowKey("tree", List.of("a"))), 1));
        }
    }

    @ParameterizedTest
    @MethodSource("modern")
    void a_key_kept_as_a_hash_is_counted_and_no_row_key(Server server) {
        on(
                server,
                "DROP DATABASE IF EXISTS unique_indexes",
                "CREATE DATABASE unique_indexes",
                "CREATE TABLE unique_indexes.h (id INT PRIMARY KEY, b TEXT NOT NULL, UNIQUE KEY (b))");

        for (int mostNamed : List.of(0, 100)) {
            assertThat(read(server, mostNamed).get(new TableName("unique_indexes", "h")))
                    .isEqualTo(new UniqueIndexes(List.of(new RowKey("PRIMARY", List.of("id"))), 1));
        }
    }

    @Test
    void tables_are_not_opened_that_have_a_primary_key_alone() {
        on(OLD, "DROP DATABASE IF EXISTS unique_indexes", "CREATE DATABASE unique_indexes");
        for (int i = 0; i < 20; i++) {
            on(OLD, "CREATE TABLE unique_indexes.t" + i + " (id INT PRIMARY KEY, a INT, KEY (a))");
        }
        try (Session session = OLD.openPinned()) {
            session.execute("FLUSH TABLES");
            String opened = "SELECT variable_value FROM information_schema.session_status"
                    + " WHERE variable_name = 'Opened_tables'";
            long before = session.number(opened);

            assertThat(UniqueIndexes.read(session, DATABASES, ObjectScope.EVERYTHING))
                    .hasSize(20);

            assertThat(session.number(opened) - before).isLessThan(20);
        }
    }

    private static Map<TableName, UniqueIndexes> read(Server server, int mostNamed) {
        try (Session session = server.openPinned()) {
            return UniqueIndexes.read(session, DATABASES, ObjectScope.EVERYTHING, mostNamed);
        }
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            Stream.of(statements).forEach(session::execute);
        }
    }
}
