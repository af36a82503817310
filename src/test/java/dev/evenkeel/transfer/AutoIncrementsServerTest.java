package dev.evenkeel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the source and a target that does not follow it: what is made on one is not on the other. */
@Timeout(120)
class AutoIncrementsServerTest {
    private static final String DATABASE = "counted ä-b";
    private static final List<String> NAMES = List.of("plain", "Ünï$-c#d", "parted", "aria", "still");

    private Server source;
    private Server target;
    private final List<String> sent = new ArrayList<>();

    private static Servers servers(String which) {
        return which.equals("modern") ? TestServers.modern() : TestServers.embedded();
    }

    private void tables(String which) {
        source = servers(which).master(Role.SOURCE);
        target = servers(which).master(Role.TARGET);
        for (Server server : List.of(source, target)) {
            try (Session session = server.open()) {
                session.execute("DROP DATABASE IF EXISTS `" + DATABASE + "`");
                session.execute("CREATE DATABASE `" + DATABASE + "` CHARACTER SET utf8mb4");
                for (String name : NAMES) {
                    session.execute("CREATE TABLE " + quoted(name)
                            + " (id INT AUTO_INCREMENT PRIMARY KEY, v INT)"
                            + (name.equals("aria") ? " ENGINE = Aria" : " ENGINE = InnoDB")
                            + (name.equals("parted") ? " PARTITION BY HASH (id) PARTITIONS 3" : ""));
                    session.execute("INSERT INTO " + quoted(name) + " (v) VALUES (1), (2), (3)");
                }
            }
        }
    }

    @AfterEach
    void away() {
        for (Server server : List.of(source, target)) {
            try (Session session = server.open()) {
                session.execute("DROP DATABASE IF EXISTS `" + DATABASE + "`");
            }
        }
    }

    private static String quoted(String table) {
        return new TableName(DATABASE, table).quoted();
    }

    private void rolledBack(Server server, String table) {
        try (Session session = server.open()) {
            session.begin();
            session.execute("INSERT INTO " + quoted(table) + " (v) VALUES (4), (5), (6), (7)");
            session.rollback();
        }
    }

    private static Map<TableName, Long> next(Server server) {
        return server.read(session -> Catalog.autoIncrements(session, List.of(DATABASE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "modern"})
    void what_moved_without_a_trace_in_the_binlog_since_all_were_read_is_raised_and_nothing_else_is_looked_at(
            String which) {
        tables(which);
        rolledBack(source, "plain");
        AutoIncrements increments = new AutoIncrements(source, target);
        AutoIncrements.Known known = increments.know(List.of(DATABASE)).orElseThrow();
        assertThat(known.behind()).containsExactly(new TableName(DATABASE, "plain"));
        assertThat(known.uncounted()).containsExactly(new TableName(DATABASE, "aria"));
        rolledBack(source, "Ünï$-c#d");
        rolledBack(source, "parted");
        try (Session session = source.open()) {
            session.execute("INSERT INTO " + quoted("aria") + " (v) VALUES (4)");
        }
        Map<TableName, Long> here = next(source);
        // A target that is ahead is harmless, and stays so.
        rolledBack(target, "still");
        long ahead = next(target).get(new TableName(DATABASE, "still"));

        List<TableName> raised = increments.raise(known, List.of(DATABASE), sent::add);

        assertThat(raised)
                .extracting(TableName::table)
                .containsExactlyInAnyOrder("plain", "Ünï$-c#d", "parted", "aria");
        assertThat(sent).hasSize(4);
        Map<TableName, Long> there = next(target);
        raised.forEach(
                table -> assertThat(there.get(table)).as(table.toString()).isGreaterThanOrEqualTo(here.get(table)));
        assertThat(there.get(new TableName(DATABASE, "still")))
                .isEqualTo(ahead)
                .isGreaterThan(here.get(new TableName(DATABASE, "still")));
        assertThat(increments.raise(List.of(DATABASE), sent::add)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "modern"})
    void without_anything_known_all_are_looked_at(String which) {
        tables(which);
        rolledBack(source, "still");

        assertThat(new AutoIncrements(source, target).raise(List.of(DATABASE), sent::add))
                .containsExactly(new TableName(DATABASE, "still"));
    }
}
