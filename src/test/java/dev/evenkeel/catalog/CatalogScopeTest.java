package dev.evenkeel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that are asked for by name, whose letters a binlog may tell in another case. */
class CatalogScopeTest {
    @ParameterizedTest
    @MethodSource("dev.evenkeel.environment.TestServers#fourVersions")
    void a_name_is_found_in_whatever_letters_it_is_told(Server server) {
        try (Session session = server.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("DROP DATABASE IF EXISTS Scoped");
            session.execute("CREATE DATABASE Scoped");
            try {
                session.execute("CREATE TABLE Scoped.Orders (id INT PRIMARY KEY, n INT UNIQUE)");
                session.execute("CREATE TABLE Scoped.Items (id INT PRIMARY KEY)");

                Table orders = Catalog.tables(session, List.of("Scoped")).get(1);
                assertThat(orders.name()).isEqualTo(new TableName("Scoped", "Orders"));
                for (Set<String> told : List.of(
                        Set.of("Scoped.Orders"),
                        Set.of("scoped.orders"),
                        Set.of("SCOPED.ORDERS", "scoped.gone"),
                        Set.of("scoped.orders", "scoped.a.orders"))) {
                    assertThat(Catalog.tables(session, List.of("Scoped"), new ObjectScope(told, Set.of(), false)))
                            .as("%s", told)
                            .usingRecursiveFieldByFieldElementComparator()
                            .containsExactly(orders);
                }
            } finally {
                session.execute("DROP DATABASE Scoped");
            }
        }
    }
}
