package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the load and the accounts: objects wait for their definers, and some wait in vain. */
class RestoredDefinersTest {
    private static final String DUMP = """
            CREATE DATABASE restored_definers;
            USE restored_definers;
            CREATE TABLE t (id INT);
            DELIMITER ;;
            CREATE DEFINER=`restored_real`@`%` PROCEDURE `shown`() SELECT 1 ;;
            CREATE DEFINER=`restored_ghost`@`%` PROCEDURE `lost`() SELECT 1 ;;
            CREATE DEFINER=`restored_other`@`%` PROCEDURE `given`() SELECT 1 ;;
            CREATE DEFINER=`restored_ghost`@`%` TRIGGER `kept` BEFORE INSERT ON t FOR EACH ROW SET @x = 1 ;;
            DELIMITER ;
            /*!50001 CREATE ALGORITHM=UNDEFINED */
            /*!50013 DEFINER=`restored_real`@`%` SQL SECURITY DEFINER */
            /*!50001 VIEW `seen` AS select 1 AS `one` */;
            """;

    @TempDir
    Path folder;

    @AfterEach
    void clean_up() {
        Pair.run(
                Pair.TARGET_ADMIN,
                "DROP DATABASE IF EXISTS restored_definers",
                "DROP USER IF EXISTS restored_real@'%'");
    }

    @Test
    void get_their_objects_once_they_are_there_and_lose_them_where_they_never_come() throws IOException {
        Path file = Files.writeString(folder.resolve("dump.sql"), DUMP);
        String loading = Pair.ask(Pair.TARGET_ADMIN, session -> session.text("SELECT CURRENT_USER()"));
        Loader loader = new Loader(
                Pair.TARGET_ADMIN,
                LoadOptions.copy(),
                new KeptDefiners(loading, Optional.empty(), Set.of("restored_real@%", "restored_ghost@%")),
                Observer.NONE,
                script -> {});

        LoadResult load = loader.load(List.of(file));
        loader.finish();

        assertThat(load.rewrittenDefiners())
                .containsExactly(new RewrittenDefiner("procedure", "restored_definers.given", "`restored_other`@`%`"));
        assertThat(loader.waiting())
                .extracting(RewrittenDefiner::name)
                .containsExactly("restored_definers.shown", "restored_definers.lost", "restored_definers.seen");
        assertThat(definers())
                .containsExactly(
                        "given " + loading,
                        "kept restored_ghost@%",
                        "lost " + loading,
                        "seen " + loading,
                        "shown " + loading);

        Pair.run(Pair.TARGET_ADMIN, "CREATE USER restored_real@'%'");
        Map<RewrittenDefiner, String> refused = loader.restoreDefiners();

        assertThat(refused)
                .isEqualTo(Map.of(
                        new RewrittenDefiner("procedure", "restored_definers.lost", "`restored_ghost`@`%`"),
                        "the account restored_ghost@% could not be made on the target"));
        assertThat(definers())
                .containsExactly(
                        "given " + loading,
                        "kept restored_ghost@%",
                        "lost " + loading,
                        "seen restored_real@%",
                        "shown restored_real@%");
        assertThat(loader.waiting()).isEmpty();
    }

    @Test
    void leave_their_objects_to_whoever_uses_them_where_they_never_come() throws IOException {
        Path file = Files.writeString(folder.resolve("dump.sql"), DUMP);
        String loading = Pair.ask(Pair.TARGET_ADMIN, session -> session.text("SELECT CURRENT_USER()"));
        Loader loader = new Loader(
                Pair.TARGET_ADMIN,
                LoadOptions.copyForInvokers(),
                new KeptDefiners(loading, Optional.empty(), Set.of("restored_real@%", "restored_ghost@%")),
                Observer.NONE,
                script -> {});

        LoadResult load = loader.load(List.of(file));
        loader.finish();
        Pair.run(Pair.TARGET_ADMIN, "CREATE USER restored_real@'%'");
        Map<RewrittenDefiner, String> refused = loader.restoreDefiners();

        assertThat(load.rewrittenDefiners())
                .containsExactly(
                        new RewrittenDefiner("procedure", "restored_definers.given", "`restored_other`@`%`", true));
        assertThat(refused.keySet())
                .containsExactly(
                        new RewrittenDefiner("procedure", "restored_definers.lost", "`restored_ghost`@`%`", true));
        assertThat(Pair.rows(Pair.TARGET_ADMIN, """
                        SELECT CONCAT(routine_name, ' ', definer, ' ', security_type) FROM information_schema.routines
                        WHERE routine_schema = 'restored_definers'
                        UNION ALL
                        SELECT CONCAT(table_name, ' ', definer, ' ', security_type) FROM information_schema.views
                        WHERE table_schema = 'restored_definers'
                        ORDER BY 1
                        """))
                .containsExactly(
                        "given " + loading + " INVOKER",
                        "lost " + loading + " INVOKER",
                        "seen restored_real@% DEFINER",
                        "shown restored_real@% DEFINER");
    }

    private static List<String> definers() {
        return Pair.rows(Pair.TARGET_ADMIN, """
                SELECT CONCAT(routine_name, ' ', definer) FROM information_schema.routines
                WHERE routine_schema = 'restored_definers'
                UNION ALL
                SELECT CONCAT(table_name, ' ', definer) FROM information_schema.views
                WHERE table_schema = 'restored_definers'
                UNION ALL
                SELECT CONCAT(trigger_name, ' ', definer) FROM information_schema.triggers
                WHERE trigger_schema = 'restored_definers'
                ORDER BY 1
                """);
    }
}
