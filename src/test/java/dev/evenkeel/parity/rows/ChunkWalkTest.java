package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a table whose keys are whole numbers is cut: guessed where keys are even, counted where they are not. */
class ChunkWalkTest {
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);
    private static final int WANTED = 1_000;

    @BeforeEach
    void an_empty_table_on_both_sides() {
        both(
                "DROP DATABASE IF EXISTS chunk_walk",
                "CREATE DATABASE chunk_walk",
                "CREATE TABLE chunk_walk.t (id BIGINT PRIMARY KEY, v INT)");
    }

    @AfterAll
    static void clean_up() {
        both("DROP DATABASE IF EXISTS chunk_walk");
    }

    @Test
    void bounds_of_even_keys_are_guessed_and_need_not_be_keys() {
        // About one number in ten is a key.
        fill("10 * i + i * i % 7", 40_000);

        List<Counted> chunks = walk();

        assertThat(rows(chunks)).isEqualTo(40_000);
        assertThat(chunks).allMatch(chunk -> chunk.rows <= 2 * WANTED);
        assertThat(chunks.stream().filter(chunk -> chunk.bounded && !chunk.boundIsKey))
                .as("bounds that nobody read")
                .hasSizeGreaterThan(chunks.size() / 2);
    }

    @Test
    void a_clump_behind_a_desert_is_not_taken_for_more_desert() {
        fill("i * 1000", 6_000);
        fill("10000000 + i", 20_000);
        fill("9000000000 + i * 1000000000", 4_000);

        List<Counted> chunks = walk();

        assertThat(rows(chunks)).isEqualTo(30_000);
        assertThat(chunks).allMatch(chunk -> chunk.rows <= 4 * WANTED);
        assertThat(chunks).hasSizeLessThan(100);
    }

    @Test
    void the_ends_of_the_numbers_are_reached() {
        fill("-9223372036854775808 + i", 6_000);
        fill("9223372036854775807 - i", 6_000);

        assertThat(rows(walk())).isEqualTo(12_000);
    }

    @Test
    void a_unique_key_is_walked_along_where_there_is_no_primary_one() {
        both("ALTER TABLE chunk_walk.t DROP PRIMARY KEY, ADD UNIQUE KEY `by id` (id)");
        fill("3 * i", 8_000);

        List<Counted> chunks = walk();

        assertThat(rows(chunks)).isEqualTo(8_000);
        assertThat(chunks).hasSizeGreaterThan(3);
    }

    @Test
    void a_key_that_one_side_lacks_or_that_may_be_null_is_not_walked_along() {
        both(
                "ALTER TABLE chunk_walk.t DROP PRIMARY KEY, MODIFY v INT NOT NULL, ADD UNIQUE KEY (v), MODIFY id BIGINT NULL,"
                        + " ADD UNIQUE KEY (id)");
        try (Session session = RIGHT.openPinned()) {
            session.execute("ALTER TABLE chunk_walk.t DROP KEY v");
        }
        fill("3 * i", 3_000);

        assertThat(walk()).containsExactly(new Counted(3_000, false, false));
    }

    private record Counted(long rows, boolean bounded, boolean boundIsKey) {}

    private static long rows(List<Counted> chunks) {
        return chunks.stream().mapToLong(Counted::rows).sum();
    }

    /** Cuts the table to its end and counts the rows of each chunk. */
    private static List<Counted> walk() {
        List<Counted> chunks = new ArrayList<>();
        ChunkWalk walk = new ChunkWalk(table(LEFT), table(RIGHT));
        try (BothSides sides = new BothSides(LEFT, RIGHT, 1);
                Session session = LEFT.openPinned()) {
            while (!walk.ended()) {
                Chunk chunk = walk.next(sides, WANTED);
                long rows = session.number("SELECT COUNT(*)" + chunk.source());
                walk.held(chunk, rows);
                boolean key = chunk.upTo().isPresent()
                        && session.number("SELECT COUNT(*) FROM chunk_walk.t WHERE id = "
                                        + chunk.upTo().get().literals().get(0))
                                == 1;
                chunks.add(new Counted(rows, chunk.upTo().isPresent(), key));
            }
        }
        return chunks;
    }

    private static Table table(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("chunk_walk")).get(0);
        }
    }

    /** Rows whose key is computed from i, which counts from 0. */
    private static void fill(String key, int rows) {
        String digits = "(SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5"
                + " UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";
        both("INSERT INTO chunk_walk.t SELECT " + key + ", i FROM (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * d.d"
                + " + 10000 * e.d AS i FROM " + digits + " a, " + digits + " b, " + digits + " c, " + digits + " d, "
                + digits + " e) n WHERE i < " + rows);
    }

    private static void both(String... statements) {
        for (Server server : List.of(LEFT, RIGHT)) {
            try (Session session = server.openPinned()) {
                session.execute("SET sql_log_bin = 0");
                List.of(statements).forEach(session::execute);
            }
        }
    }
}
