package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which way of hashing a trial chooses, by what each reading takes; the clock is the test's. */
class HashingChoiceTest {
    private static final Server SERVER = TestServers.admin(Role.SOURCE);
    private static Chunk first;

    private final List<Hashing> tried = new ArrayList<>();
    private long now;

    @BeforeAll
    static void a_chunk_of_some_table() {
        try (Session session = SERVER.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("CREATE DATABASE hashing_choice");
            session.execute("CREATE TABLE hashing_choice.t (id INT PRIMARY KEY)");
            Table table = Catalog.tables(session, List.of("hashing_choice")).get(0);
            first = new Chunk(table, KeyOrder.of(table, table), Optional.empty(), Optional.empty());
        }
    }

    @AfterAll
    static void clean_up() {
        try (Session session = SERVER.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("DROP DATABASE hashing_choice");
        }
    }

    @Test
    void a_program_that_is_slow_only_at_first_is_chosen() throws InterruptedException {
        assertThat(chosen(10, 90, 40, 36, 30, 14, 9)).isEqualTo(Hashing.HERE);
        assertThat(tried).filteredOn(Hashing.HERE::equals).hasSize(6);
    }

    @Test
    void a_slow_network_is_given_up_soon() throws InterruptedException {
        assertThat(chosen(10, 50, 49, 51, 50, 9)).isEqualTo(Hashing.SERVERS);
        assertThat(tried).filteredOn(Hashing.HERE::equals).hasSize(4);
    }

    @Test
    void one_that_is_quick_at_once_is_tried_once() throws InterruptedException {
        assertThat(chosen(10, 4)).isEqualTo(Hashing.HERE);
        assertThat(tried).filteredOn(Hashing.HERE::equals).hasSize(1);
    }

    private Hashing chosen(long servers, long... here) throws InterruptedException {
        Deque<Long> readings = new ArrayDeque<>();
        for (long reading : here) {
            readings.add(reading);
        }
        return new HashingChoice(Optional.empty(), () -> now).tried(first, (chunk, hashing) -> {
            tried.add(hashing);
            now += hashing == Hashing.SERVERS ? servers : readings.remove();
            ChunkDigest digest = new ChunkDigest(0, BigDecimal.ZERO);
            return new BothSides.Answer(digest, digest);
        });
    }
}
