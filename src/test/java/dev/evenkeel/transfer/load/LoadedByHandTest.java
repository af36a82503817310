package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.ObjectParity;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of what a load sent define the same again, whatever was changed on the way. */
class LoadedByHandTest {
    /** One byte for each character: the routine's text is in latin1. */
    private static final String DUMP = """
            CREATE DATABASE by_hand CHARACTER SET latin1 COLLATE latin1_german1_ci;
            USE by_hand;
            SET NAMES latin1;
            SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
            CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20) COMMENT 'gr\u00fc\u00df; -- dich', KEY by_name (name));
            INSERT INTO t VALUES (1, 'secret rows'), (2, 'b');
            INSERT INTO t VALUES (3, 'c');
            SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT';
            DELIMITER ;;
            CREATE DEFINER=`by_hand_real`@`%` PROCEDURE `shown`() BEGIN
              -- what a client may leave out;
              SELECT 'gr\u00fc\u00df' || ';;' || "id" FROM t; /* $$ */
            END ;;
            CREATE DEFINER=`by_hand_other`@`%` FUNCTION `given`() RETURNS INT DETERMINISTIC RETURN 1 ;;
            ALTER DATABASE by_hand COLLATE latin1_swedish_ci ;;
            CREATE DEFINER=`by_hand_real`@`%` TRIGGER `kept` BEFORE INSERT ON t FOR EACH ROW SET @x = "name" || 'x' ;;
            ALTER DATABASE by_hand COLLATE latin1_german1_ci ;;
            DELIMITER ;
            SET sql_mode = '';
            /*!50001 CREATE ALGORITHM=MERGE */
            /*!50013 DEFINER=`by_hand_real`@`%` SQL SECURITY DEFINER */
            /*!50001 VIEW `seen` AS select `id` AS `one`,'gr\u00fc\u00df' AS `two` from `t` */;
            """;

    @TempDir
    Path folder;

    @AfterEach
    void clean_up() {
        Pair.run(Pair.TARGET_ADMIN, "DROP DATABASE IF EXISTS by_hand", "DROP USER IF EXISTS by_hand_real@'%'");
    }

    @Test
    void definitions_are_the_same_and_no_row_is_among_them() throws IOException {
        Path file = Files.write(folder.resolve("dump.sql"), DUMP.getBytes(StandardCharsets.ISO_8859_1));
        String loading = Pair.ask(Pair.TARGET_ADMIN, session -> session.text("SELECT CURRENT_USER()"));
        List<Path> scripts = new ArrayList<>();
        Loader loader = new Loader(
                Pair.TARGET_ADMIN,
                new LoadOptions(2, 1 << 20, false, true, 10, false, true),
                new KeptDefiners(loading, Optional.empty(), Set.of("by_hand_real@%")),
                Observer.NONE,
                script -> scripts.add(written(scripts.size(), script)));

        LoadResult load = loader.load(List.of(file));
        loader.finish();
        Pair.run(Pair.TARGET_ADMIN, "CREATE USER by_hand_real@'%'");
        assertThat(loader.restoreDefiners()).isEmpty();
        ObjectSnapshot loaded = objects();

        assertThat(load.deferredIndexes()).as("an index was dropped on the way").hasSize(1);
        assertThat(scripts).hasSize(3);
        Pair.run(Pair.TARGET_ADMIN, "DROP DATABASE by_hand");
        try (Session client = Pair.TARGET_ADMIN.open()) {
            for (Path script : scripts) {
                ClientScript.run(client, script);
                assertThat(Files.readString(script, StandardCharsets.ISO_8859_1))
                        .doesNotContain("secret rows");
            }
        }
        PartResult same = ObjectParity.compare(loaded, objects(), ObjectRules.STRICT);
        assertThat(same.items()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(same.items())
                .filteredOn(item -> !item.verdict().equals(Verdict.SAME))
                .isEmpty();
    }

    @Test
    void what_was_sent_before_a_refusal_is_told_too() throws IOException {
        Path file = Files.writeString(folder.resolve("dump.sql"), """
                CREATE DATABASE by_hand;
                USE by_hand;
                CREATE TABLE t (id INT);
                CREATE VIEW v AS SELECT nothing FROM t;
                """);
        List<Path> scripts = new ArrayList<>();
        Loader loader = new Loader(
                Pair.TARGET_ADMIN,
                LoadOptions.copy(),
                KeptDefiners.NONE,
                Observer.NONE,
                script -> scripts.add(written(scripts.size(), script)));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> loader.load(List.of(file)))
                .isInstanceOf(TransferFailed.class);

        assertThat(scripts).hasSize(1);
        assertThat(Files.readString(scripts.get(0))).contains("CREATE TABLE t").doesNotContain("VIEW");
    }

    private Path written(int number, SentScript script) {
        try {
            return Files.write(folder.resolve("sent-" + number + ".sql"), script.bytes(text -> text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectSnapshot objects() {
        return Pair.ask(Pair.TARGET_ADMIN, session -> ObjectSnapshot.read(session, List.of("by_hand")));
    }
}
