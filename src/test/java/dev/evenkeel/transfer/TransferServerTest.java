package dev.evenkeel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.transfer.dump.Dump;
import dev.evenkeel.transfer.exact.ExactFloats;
import dev.evenkeel.transfer.exact.FloatResult;
import dev.evenkeel.transfer.load.LoadResult;
import dev.evenkeel.transfer.load.Loader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database goes its whole way, dump to triggers, as the master user of RDS; the tests look at what arrived. */
class TransferServerTest {
    private static final List<String> DATABASES = List.of("transfer_test");
    private static final long SEED = 20_260_301;

    private static final String[] SCHEMA = {
        "DROP DATABASE IF EXISTS transfer_test",
        "CREATE DATABASE transfer_test DEFAULT CHARSET utf8mb4",
        "USE transfer_test",
        """
        CREATE TABLE keyed (id INT AUTO_INCREMENT PRIMARY KEY, f FLOAT NULL, d DOUBLE NULL,
          shorter FLOAT(9,3), longer DOUBLE(20,2), touched TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)
        """,
        "CREATE TABLE keyless (name VARCHAR(20) NULL, f FLOAT NULL, raw VARBINARY(300) NULL)",
        "CREATE TABLE float_key (f FLOAT NOT NULL, n INT NOT NULL, PRIMARY KEY (f, n))",
        """
        CREATE TABLE hidden (id INT PRIMARY KEY, d DOUBLE(10,4) NOT NULL DEFAULT 1.5 COMMENT 'it''s, at most', f FLOAT(10,4),
          plain DOUBLE(10,2))
        """,
        "CREATE TABLE hidden_keyless (d DOUBLE(10,4), members SET(%s))"
                .formatted(IntStream.range(0, 64).mapToObj(i -> "'m" + i + "'").collect(Collectors.joining(","))),
        """
        CREATE TABLE kinds (id INT PRIMARY KEY, raw LONGBLOB, latin VARCHAR(300) CHARACTER SET latin1,
          text VARCHAR(200), day DATE, at DATETIME(6), stamp TIMESTAMP(3) NULL, span TIME(2),
          kind ENUM('a', 'b', ''), other ENUM('a', 'b'), flags SET('x', 'y', 'z'), either SET('x', ''), few BIT(9), many BIT(64), money DECIMAL(30,10), y YEAR,
          place POINT)
        """,
        """
        CREATE TABLE composed (id INT PRIMARY KEY, name VARCHAR(20),
          shout VARCHAR(40) AS (CONCAT(name, '!')) PERSISTENT, twice INT AS (id * 2) VIRTUAL)
          DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci
        """,
        "CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), children INT NOT NULL DEFAULT 0)",
        """
        CREATE TABLE child (id INT PRIMARY KEY, parent INT NOT NULL, f FLOAT,
          FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE)
        """
    };

    /** Sorted before what they name, and of somebody else: what a text dump of a grown database is like. */
    private static final String[] CODE = {
        "CREATE DEFINER = `former dba`@`10.%` VIEW an_early_view AS SELECT id, name FROM parent",
        """
        CREATE DEFINER = `former dba`@`10.%` TRIGGER counts_children AFTER INSERT ON child
        FOR EACH ROW UPDATE parent SET children = children + 1 WHERE id = NEW.parent
        """,
        "CREATE DEFINER = `former dba`@`10.%` PROCEDURE clean(IN days INT) SELECT 'DEFINER=`x`@`y`', days",
        "CREATE DEFINER = `former dba`@`10.%` FUNCTION doubled(n INT) RETURNS INT DETERMINISTIC RETURN n * 2"
    };

    @TempDir
    private static Path folder;

    private static Path dump;
    private static FloatResult floats;
    private static LoadResult load;
    private static List<String> withoutCorrection;
    private static int triggers;

    @BeforeAll
    static void copy() {
        Pair.run(Pair.TARGET_ADMIN, "DROP DATABASE IF EXISTS transfer_test");
        Pair.run(Pair.SOURCE_ADMIN, SCHEMA);
        fill();
        List<Table> tables = Pair.ask(Pair.SOURCE, session -> Catalog.tables(session, DATABASES));
        long packet = Pair.ask(Pair.TARGET, session -> session.number("SELECT @@global.max_allowed_packet"));

        dump = new Dump(Pair.dumpTool(), Observer.NONE)
                .write(Pair.SOURCE, DATABASES, folder.resolve("dump.sql.gz"), packet, 0)
                .file();
        Loader loader = new Loader(Pair.TARGET, LoadOptions.copy(), Observer.NONE);
        load = loader.load(List.of(dump));
        withoutCorrection = Pair.rows(Pair.TARGET, "SELECT f + 0e0 FROM transfer_test.keyed WHERE id <= 5 ORDER BY id");
        floats = new ExactFloats(Pair.SOURCE, Pair.TARGET, folder.resolve("floats.sql.gz"), Observer.NONE)
                .correct(tables);
        triggers = loader.finish();
    }

    @AfterAll
    static void clean_up() {
        Pair.both("DROP DATABASE IF EXISTS transfer_test");
    }

    private static void fill() {
        String values = "16777216, 1234567, 0.1e0, -0e0, 1e-40, 3.4028235e38, 1.17549435e-38, NULL";
        String random = new Random(SEED)
                .ints()
                .mapToObj(Float::intBitsToFloat)
                .filter(Float::isFinite)
                .limit(400)
                // With an exponent, for -0.0 would be a DECIMAL.
                .map(value -> "%se0".formatted((double) value).replaceFirst("E(.*)e0$", "e$1"))
                .collect(Collectors.joining(", "));
        String all = values + ", " + random;
        String bytes = "0x" + hexOfAllBytes();
        Pair.run(
                Pair.SOURCE_ADMIN,
                "USE transfer_test",
                "INSERT INTO keyed (f) VALUES (" + all.replace(", ", "), (") + ")",
                "UPDATE keyed SET d = f * PI() / id, shorter = LEFT(f, 6), longer = d, touched = '2020-02-02 02:02:02'",
                "INSERT INTO keyless SELECT IF(id % 3, CONCAT('row ', id), NULL), f, " + bytes + " FROM keyed",
                "INSERT INTO float_key SELECT f, id FROM keyed WHERE f IS NOT NULL",
                "INSERT INTO kinds (id, raw, latin, text, kind, other, flags, either) VALUES (1, " + bytes
                        + ", CONVERT(" + bytes
                        + " USING latin1), 'Zoë 🦊 ''\" \\\\ \\n\\r\\0 %_ `', 0, 0, '', 2), (2, '', '', '', '', NULL, NULL, '')",
                """
                INSERT INTO kinds (id, day, at, stamp, span, kind, flags, few, many, money, y, place) VALUES
                  (3, '0000-00-00', '0000-00-00', 0, '-838:59:59', 'a', 'x,z', b'100000001', ~0, -1e19, 0, POINT(1, -2.5)),
                  (4, '2026-00-15', '9999-12-31 23:59:59.999999', '2026-03-29 01:30:00.123', '00:00:00.01', 'b', 'y', 0,
                   1, 0.0000000001, 2155, NULL),
                  (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
                """,
                "INSERT INTO hidden VALUES (1, 1.2345, 1.2345, 1), (2, 2.5, 2.5, 2), (3, -0.0012, -0.0012, -0e0),"
                        + " (4, 123456.7891, 123.4567, 99999999.99), (5, 0, NULL, NULL)",
                "ALTER TABLE hidden MODIFY d DOUBLE(10,2) NOT NULL DEFAULT 1.5 COMMENT 'it''s, at most',"
                        + " MODIFY f FLOAT(10,2)",
                "INSERT INTO hidden_keyless VALUES (1.2345, ~0), (2.5, ~0 - 1), (NULL, 0)",
                "ALTER TABLE hidden_keyless MODIFY d DOUBLE(10,2)",
                "INSERT INTO composed (id, name) VALUES (1, 'Zoë'), (2, NULL)",
                "INSERT INTO parent (name) VALUES ('a'), ('b')",
                "INSERT INTO child VALUES (1, 1, 16777216), (2, 1, 1.5), (3, 2, NULL)",
                "SET SESSION sql_mode = 'ANSI_QUOTES'",
                CODE[0],
                CODE[1],
                CODE[2],
                CODE[3]);
    }

    private static String hexOfAllBytes() {
        StringBuilder hex = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            hex.append("%02x".formatted(b));
        }
        return hex.toString();
    }

    @Test
    void a_plain_dump_loses_float_digits() {
        assertThat(withoutCorrection)
                .containsExactly("16777200", "1234570", "0.10000000149011612", "0", "9.99994610111476e-41");
    }

    @Test
    void floats_arrive_bit_for_bit_with_key_without_key_and_in_the_key() {
        assertThat(Pair.rows(Pair.TARGET, "SELECT f + 0e0 FROM transfer_test.keyed WHERE id <= 2 ORDER BY id"))
                .containsExactly("16777216", "1234567");
        for (String sql : List.of(
                // Times 1e0, for plus 0e0 takes the sign off a zero.
                "SELECT id, f * 1e0, d * 1e0, shorter * 1e0, longer * 1e0, touched FROM transfer_test.keyed ORDER BY id",
                "SELECT name, f * 1e0, HEX(raw) FROM transfer_test.keyless ORDER BY f, name",
                "SELECT f * 1e0, n FROM transfer_test.float_key ORDER BY n")) {
            assertThat(Pair.rows(Pair.TARGET, sql))
                    .hasSizeGreaterThan(400)
                    .anyMatch(row -> row.contains("16777216"))
                    .anyMatch(row -> row.matches("(.*, )?-0(, .*)?"))
                    .isEqualTo(Pair.rows(Pair.SOURCE, sql));
        }
        assertThat(floats.tables())
                .extracting(TableName::table)
                .containsExactly("child", "float_key", "hidden", "hidden_keyless", "keyed", "keyless", "kinds");
        assertThat(floats.rewritten())
                .extracting(TableName::table)
                .containsExactly("float_key", "hidden_keyless", "keyless");
    }

    @Test
    void digits_that_a_column_holds_and_does_not_show_arrive_and_its_definition_stays() {
        for (String sql : List.of(
                "SELECT id, d, d * 1e0, f, f * 1e0, plain, plain * 1e0 FROM transfer_test.hidden ORDER BY id",
                "SELECT d, d * 1e0, members | 0 FROM transfer_test.hidden_keyless ORDER BY d")) {
            assertThat(Pair.rows(Pair.TARGET, sql))
                    .anyMatch(row -> row.contains("1.2345"))
                    .isEqualTo(Pair.rows(Pair.SOURCE, sql));
        }
        assertThat(Pair.rows(Pair.TARGET, "SHOW CREATE TABLE transfer_test.hidden"))
                .singleElement()
                .asString()
                .contains(
                        "`d` double(10,2) NOT NULL DEFAULT '1.50' COMMENT 'it''s, at most'",
                        "`f` float(10,2) DEFAULT NULL");
    }

    @Test
    void every_row_is_the_same_to_the_proof() {
        assertSame();
        assertThat(load.rows()).isEqualTo(408 + 408 + 407 + 5 + 3 + 5 + 2 + 2 + 3);
    }

    @Test
    void bytes_texts_zero_dates_and_empty_enums_arrive_as_they_were() {
        String all = "0x" + hexOfAllBytes();
        assertThat(Pair.rows(
                        Pair.TARGET,
                        "SELECT raw = " + all + ", CAST(latin AS BINARY) = " + all
                                + ", kind + 0, other + 0, either + 0 FROM transfer_test.kinds WHERE id = 1"))
                .containsExactly("1, 1, 0, 0, 2");
        assertThat(Pair.rows(
                        Pair.TARGET,
                        "SELECT CONCAT(day), CONCAT(at), few + 0, many + 0 FROM transfer_test.kinds" + " WHERE id = 3"))
                .containsExactly("0000-00-00, 0000-00-00 00:00:00.000000, 257, 18446744073709551615");
        for (String sql : List.of(
                "SELECT id, HEX(raw), HEX(latin), HEX(text), kind + 0, HEX(kind), other + 0, flags + 0, either + 0 FROM transfer_test.kinds",
                "SELECT id, CONCAT(day), CONCAT(at), CONCAT(stamp), CONCAT(span), few + 0, many + 0, money, y + 0,"
                        + " HEX(place) FROM transfer_test.kinds")) {
            assertThat(Pair.rows(Pair.TARGET, sql)).hasSize(5).isEqualTo(Pair.rows(Pair.SOURCE, sql));
        }
    }

    @Test
    void what_belonged_to_another_is_the_loading_accounts_and_reported() {
        assertThat(load.rewrittenDefiners())
                .containsExactlyInAnyOrder(
                        new RewrittenDefiner("view", "transfer_test.an_early_view", "`former dba`@`10.%`"),
                        new RewrittenDefiner("trigger", "transfer_test.counts_children", "\"former dba\"@\"10.%\""),
                        new RewrittenDefiner("procedure", "transfer_test.clean", "\"former dba\"@\"10.%\""),
                        new RewrittenDefiner("function", "transfer_test.doubled", "\"former dba\"@\"10.%\""));
        String own = Pair.rows(Pair.TARGET, "SELECT CURRENT_USER()").get(0);
        assertThat(Pair.rows(Pair.TARGET, """
                        SELECT DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA = 'transfer_test'
                        UNION ALL
                        SELECT DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = 'transfer_test'
                        UNION ALL
                        SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'transfer_test'
                        """)).containsExactly(own, own, own, own);
        assertThat(Pair.rows(Pair.TARGET, "CALL transfer_test.clean(3)")).containsExactly("DEFINER=`x`@`y`, 3");
        assertThat(Pair.rows(
                        Pair.TARGET, "SELECT id, name, transfer_test.doubled(id) FROM transfer_test.an_early_view"))
                .containsExactly("1, a, 2", "2, b, 4");
    }

    @Test
    void triggers_are_there_afterwards_and_did_not_fire_meanwhile() {
        assertThat(load.heldTriggers()).containsExactly("transfer_test.counts_children");
        assertThat(triggers).isEqualTo(1);
        // Created behind the rows on the source, it never counted them; had it fired, they would be counted here.
        assertThat(Pair.rows(Pair.TARGET, "SELECT children FROM transfer_test.parent ORDER BY id"))
                .containsExactly("0", "0");

        try (Session session = Pair.TARGET.openPinned()) {
            session.begin();
            session.execute("INSERT INTO transfer_test.child VALUES (4, 2, NULL)");
            assertThat(session.number("SELECT children FROM transfer_test.parent WHERE id = 2"))
                    .isEqualTo(1);
            session.rollback();
        }
    }

    @Test
    void generated_texts_load_though_the_dump_holds_what_no_10_1_can_read() throws IOException {
        assertThat(text(dump)).contains("`shout` varchar(40) COLLATE utf8mb4_unicode_ci AS (CONCAT(name, '!'))");
        assertThat(Pair.rows(Pair.TARGET, "SELECT shout, twice FROM transfer_test.composed ORDER BY id"))
                .containsExactly("Zoë!, 2", "NULL, 4");
        assertThat(Pair.rows(Pair.TARGET, """
                        SELECT COLLATION_NAME FROM information_schema.COLUMNS
                        WHERE TABLE_SCHEMA = 'transfer_test' AND COLUMN_NAME = 'shout'
                        """)).containsExactly("utf8mb4_unicode_ci");
    }

    @Test
    void dump_and_supplement_together_are_the_exact_copy() {
        Pair.run(Pair.TARGET_ADMIN, "DROP DATABASE transfer_test");
        Loader loader = new Loader(Pair.TARGET, LoadOptions.copy(), Observer.NONE);

        loader.load(List.of(dump, floats.supplement()));
        loader.finish();

        assertSame();
        String exact = "SELECT id, f * 1e0, d * 1e0 FROM transfer_test.keyed ORDER BY id";
        assertThat(Pair.rows(Pair.TARGET, exact)).isEqualTo(Pair.rows(Pair.SOURCE, exact));
    }

    private static void assertSame() {
        RowResult result = new RowComparison(Pair.SOURCE, Pair.TARGET, Observer.NONE)
                .compare(tables(Pair.SOURCE), tables(Pair.TARGET));
        assertThat(result.failures()).isEqualTo("no row was examined");
        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
    }

    private static List<Table> tables(Server server) {
        return Pair.ask(server, session -> Catalog.tables(session, DATABASES));
    }

    private static String text(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
