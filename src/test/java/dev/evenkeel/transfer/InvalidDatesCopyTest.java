package dev.evenkeel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.transfer.dump.Dump;
import dev.evenkeel.transfer.exact.ExactFloats;
import dev.evenkeel.transfer.load.Loader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that no server of today would take as they are. */
class InvalidDatesCopyTest {
    private static final List<String> DATABASES = List.of("odd_dates");

    @TempDir
    private Path folder;

    @BeforeEach
    void nothing_there() {
        Pair.both("DROP DATABASE IF EXISTS odd_dates");
    }

    @AfterEach
    void clean_up() {
        nothing_there();
    }

    @Test
    void dates_that_no_calendar_has_arrive_and_code_does_not_learn_to_write_them() {
        Pair.run(
                Pair.SOURCE_ADMIN,
                "SET sql_mode = 'ALLOW_INVALID_DATES'",
                "CREATE DATABASE odd_dates",
                "USE odd_dates",
                "CREATE TABLE dates (id INT PRIMARY KEY, d DATE, at DATETIME, fine DATETIME(3), f FLOAT)",
                "INSERT INTO dates VALUES (1, '2001-02-31', '2001-02-31 10:00:00', '2001-04-31 10:00:00.125', 16777217),"
                        + " (2, '2001-00-00', '2001-01-00 00:00:00', '0000-00-00', 1),"
                        + " (3, '2001-02-28', '2001-02-28 10:00:00', '2001-04-30 10:00:00.125', NULL)",
                "CREATE TABLE keyless (d DATE, at DATETIME, f FLOAT)",
                "INSERT INTO keyless SELECT d, at, 16777217 FROM dates",
                "SET sql_mode = ''",
                "CREATE TABLE watched (id INT PRIMARY KEY, d DATE)",
                "CREATE PROCEDURE stores() INSERT INTO watched VALUES (1, '2001-02-31')",
                "CREATE TRIGGER watches BEFORE INSERT ON watched FOR EACH ROW SET NEW.d = COALESCE(NEW.d, '2001-02-31')");

        copy();

        String rows = "SELECT * FROM odd_dates.dates ORDER BY id";
        assertThat(Pair.rows(Pair.TARGET, rows))
                .isEqualTo(Pair.rows(Pair.SOURCE, rows))
                .anyMatch(row -> row.contains("2001-02-31 10:00:00") && row.contains("2001-04-31 10:00:00.125"));
        assertThat(Pair.rows(Pair.TARGET, "SELECT d, at FROM odd_dates.keyless ORDER BY at"))
                .isEqualTo(Pair.rows(Pair.SOURCE, "SELECT d, at FROM odd_dates.keyless ORDER BY at"));
        assertThat(Pair.rows(Pair.TARGET, """
                        SELECT sql_mode FROM information_schema.routines WHERE routine_schema = 'odd_dates'
                        UNION ALL
                        SELECT sql_mode FROM information_schema.triggers WHERE trigger_schema = 'odd_dates'
                        """)).allMatch(mode -> !mode.contains("INVALID"));
    }

    private void copy() {
        long packet = Pair.ask(Pair.TARGET, session -> session.number("SELECT @@global.max_allowed_packet"));
        Path dump = new Dump(Pair.dumpTool(), Observer.NONE)
                .write(Pair.SOURCE, DATABASES, folder.resolve("dump.sql.gz"), packet, 0)
                .file();
        Loader loader = load(dump);
        new ExactFloats(Pair.SOURCE, Pair.TARGET, folder.resolve("floats.sql.gz"), Observer.NONE)
                .correct(Pair.ask(Pair.SOURCE, session -> dev.evenkeel.catalog.Catalog.tables(session, DATABASES)));
        loader.finish();
    }

    private static Loader load(Path file) {
        Loader loader = new Loader(Pair.TARGET, LoadOptions.copy(), Observer.NONE);
        loader.load(List.of(file));
        return loader;
    }
}
