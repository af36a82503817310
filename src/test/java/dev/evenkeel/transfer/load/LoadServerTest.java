package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.ParallelGzip;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps as they should not be, and those that ask for care, into a real server as RDS's master user. */
class LoadServerTest {
    private static final String TABLE = """
            CREATE DATABASE load_test;
            USE load_test;
            CREATE TABLE t (id INT PRIMARY KEY, code VARCHAR(20), body VARCHAR(200), UNIQUE (code), KEY (body));
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void nothing_there() {
        clean_up();
    }

    @AfterAll
    static void clean_up() {
        Pair.run(Pair.TARGET_ADMIN, "DROP DATABASE IF EXISTS load_test");
    }

    @Test
    void a_syntax_error_is_said_with_file_and_line() throws IOException {
        Path file = file(
                "broken.sql",
                TABLE + "\n-- the next one is wrong\nCREATE TABLE u (\n  id INT,\n  nonsense,\n  x INT);\n");

        assertRefused(file)
                .hasMessage(file
                        + " line 8: table load_test.u: You have an error in your SQL syntax; check the manual that"
                        + " corresponds to your MariaDB server version for the right syntax to use near '\n  x INT)'"
                        + " (error 1064), in: CREATE TABLE u ( id INT, nonsense, x INT);"
                        + " correct the file or the server and load again");
    }

    @Test
    void a_refused_row_is_said_with_the_line_its_statement_begins_on() throws IOException {
        Path file = file(
                "twice.sql", TABLE + "INSERT INTO t VALUES (1, 'a', '');\n\n\nINSERT INTO t VALUES (2, 'a', '');\n");

        assertRefused(file)
                .hasMessage(file + " line 7: table load_test.t: Duplicate entry 'a' for key 'code'"
                        + " (error 1062), in: INSERT INTO t VALUES …; correct the file or the server and load again");
    }

    @Test
    void a_gzip_file_that_ends_early_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(gzipped("whole.sql.gz", TABLE + inserts(5_000, 10)));
        Path file = folder.resolve("cut.sql.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));

        assertRefused(file)
                .hasMessage("the dump " + file + " is cut short or damaged (gzip: Unexpected end of ZLIB input stream);"
                        + " what was loaded of it is not whole; dump again");
    }

    @Test
    void a_dump_without_its_last_line_is_refused_though_every_statement_is_whole() throws IOException {
        Path file = gzipped("short.sql.gz", "-- MySQL dump 10.16  Distrib 10.1.23-MariaDB\n" + TABLE);

        assertRefused(file)
                .hasMessage("the dump " + file + " is cut short: it begins like a dump and lacks the last line of one,"
                        + " '-- Dump completed'; what was loaded of it is not whole; dump again");
    }

    @Test
    void a_text_that_is_named_gz_is_refused() throws IOException {
        Path file = file("text.sql.gz", TABLE);

        assertRefused(file).hasMessage("the dump " + file + " is named .gz and is not gzipped; gzip it or rename it");
        assertThat(Pair.rows(Pair.TARGET, "SHOW DATABASES LIKE 'load_test'")).isEmpty();
    }

    @Test
    void a_missing_file_is_refused_before_anything_is_loaded() throws IOException {
        Path there = file("there.sql", TABLE);
        Path missing = folder.resolve("missing.sql");

        assertThatThrownBy(() -> load(LoadOptions.copy(), there, missing))
                .isInstanceOf(TransferFailed.class)
                .hasMessage("the dump " + missing + " does not exist; name an SQL file, plain or gzipped");
        assertThat(Pair.rows(Pair.TARGET, "SHOW DATABASES LIKE 'load_test'")).isEmpty();
    }

    @Test
    void a_row_that_is_larger_than_a_packet_is_refused_with_what_to_raise() throws IOException {
        long packet = Pair.ask(Pair.TARGET, session -> session.number("SELECT @@global.max_allowed_packet"));
        String row = "INSERT INTO t VALUES (1, 'a', '" + "x".repeat((int) packet) + "')";
        Path file = file("large.sql", TABLE + row + ";\n");

        assertRefused(file)
                .hasMessage(file + " line 4: one row or statement has " + row.length() + " bytes and target takes "
                        + packet + "; raise max_allowed_packet there and load again");
    }

    @Test
    void rows_of_one_table_go_side_by_side_without_a_deadlock() throws IOException {
        Path file = gzipped("many.sql.gz", TABLE + inserts(4_000, 5));
        LoadOptions crowded = new LoadOptions(8, 10_000, false, true, 100_000);

        LoadResult result = load(crowded, file);

        assertThat(result.rows()).isEqualTo(20_000);
        assertThat(result.deferredIndexes()).hasSize(1);
        assertThat(Pair.rows(Pair.TARGET, "SELECT COUNT(*), COUNT(DISTINCT code), SUM(id) FROM load_test.t"))
                .containsExactly("20000, 20000, 199990000");
        assertThat(Pair.rows(Pair.TARGET_ADMIN, "SHOW ENGINE INNODB STATUS"))
                .noneMatch(status -> status.contains("load_test") && status.contains("LATEST DETECTED DEADLOCK"));
    }

    @Test
    void a_file_that_wants_references_checked_is_loaded_in_its_order() throws IOException {
        StringBuilder sql = new StringBuilder(TABLE);
        sql.append("CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES t (id));\n");
        sql.append("SET foreign_key_checks = 1;\n");
        sql.append(inserts(20, 100));
        for (int i = 0; i < 200; i++) {
            sql.append("INSERT INTO child VALUES (")
                    .append(i)
                    .append(", ")
                    .append(1_999 - i)
                    .append(");\n");
        }
        Path file = file("checked.sql", sql.toString());

        assertThat(load(LoadOptions.copy(), file).rows()).isEqualTo(2_200);
        Path orphan = file(
                "orphan.sql", "USE load_test;\nSET foreign_key_checks = 1;\nINSERT INTO child VALUES (900, 5000);\n");
        assertRefused(orphan)
                .hasMessageStartingWith(
                        orphan
                                + " line 3: table load_test.child: Cannot add or update a child row: a foreign key constraint fails");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path file) {
        return assertThatThrownBy(() -> load(LoadOptions.fill(), file)).isInstanceOf(TransferFailed.class);
    }

    private static LoadResult load(LoadOptions options, Path... files) {
        return new Loader(Pair.TARGET, options, Observer.NONE).load(List.of(files));
    }

    private static String inserts(int statements, int rows) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < statements * rows; i++) {
            sql.append(i % rows == 0 ? "INSERT INTO t VALUES " : ",");
            // Codes in another order than the numbers, so that connections meet in the same pages.
            sql.append("(%d,'c%08d','row %d')".formatted(i, i * 7_919L % 100_000_007, i));
            sql.append(i % rows == rows - 1 ? ";\n" : "");
        }
        return sql.toString();
    }

    private Path file(String name, String sql) throws IOException {
        return Files.writeString(folder.resolve(name), sql);
    }

    private Path gzipped(String name, String sql) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new ParallelGzip(Files.newOutputStream(file))) {
            out.write(sql.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
