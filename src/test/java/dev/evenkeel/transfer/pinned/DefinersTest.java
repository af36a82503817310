package dev.evenkeel.transfer.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.script.Definers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinersTest {
    @Test
    void rewrites_a_view_as_mysqldump_writes_it() {
        String sql =
                "/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`root`@`local``host` SQL SECURITY DEFINER */\n"
                        + "/*!50001 VIEW `v` AS select 'DEFINER=`root`@`x`' AS `a` */";

        assertThat(rewritten(sql))
                .isEqualTo(
                        "/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=CURRENT_USER SQL SECURITY DEFINER */\n"
                                + "/*!50001 VIEW `v` AS select 'DEFINER=`root`@`x`' AS `a` */");
        assertThat(found(sql)).contains(new RewrittenDefiner("view", "v", "`root`@`local``host`"));
    }

    @Test
    void rewrites_a_trigger_an_event_and_routines() {
        assertThat(
                        rewritten(
                                "/*!50003 CREATE*/ /*!50017 DEFINER='a b'@'%'*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `x` FOR EACH ROW SET @a=1 */"))
                .isEqualTo(
                        "/*!50003 CREATE*/ /*!50017 DEFINER=CURRENT_USER*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `x` FOR EACH ROW SET @a=1 */");
        assertThat(found("CREATE DEFINER = root@10.0.% EVENT IF NOT EXISTS d.`e` ON SCHEDULE EVERY 1 DAY DO SELECT 1"))
                .contains(new RewrittenDefiner("event", "d.e", "root@10.0.%"));
        assertThat(rewritten("CREATE DEFINER = root@10.0.% PROCEDURE p() BEGIN END"))
                .isEqualTo("CREATE DEFINER = CURRENT_USER PROCEDURE p() BEGIN END");
        assertThat(found("CREATE OR REPLACE DEFINER=`r` AGGREGATE FUNCTION f() RETURNS int RETURN 1"))
                .contains(new RewrittenDefiner("function", "f", "`r`"));
    }

    @Test
    void makes_a_view_run_as_its_invoker_where_it_loses_its_definer() {
        assertThat(forInvokers(
                        "/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */\n"
                                + "/*!50001 VIEW `v` AS select 'SQL SECURITY DEFINER' AS `a` */"))
                .isEqualTo(
                        "/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=CURRENT_USER SQL SECURITY INVOKER */\n"
                                + "/*!50001 VIEW `v` AS select 'SQL SECURITY DEFINER' AS `a` */ (invoker)");
        assertThat(forInvokers("CREATE DEFINER=root@localhost VIEW v AS SELECT 1"))
                .isEqualTo("CREATE DEFINER=CURRENT_USER SQL SECURITY INVOKER VIEW v AS SELECT 1 (invoker)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DEFINER=CURRENT_USER SQL SECURITY INVOKER VIEW v AS SELECT 1",
                "CREATE DEFINER=CURRENT_USER PROCEDURE p() SELECT 1",
                "CREATE DEFINER=CURRENT_USER TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a = 1",
                "CREATE DEFINER=CURRENT_USER EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
            })
    void leaves_the_sql_security_of_others_alone(String sql) {
        assertThat(forInvokers(sql.replace("CURRENT_USER", "`root`@`localhost`")))
                .isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DEFINER=`admin`@`%` PROCEDURE p() SELECT 1",
                "CREATE DEFINER=CURRENT_USER PROCEDURE p() SELECT 1",
                "CREATE DEFINER=CURRENT_USER() PROCEDURE p() SELECT 1",
                "CREATE PROCEDURE p() SELECT 'DEFINER=`root`@`localhost`'",
                "CREATE PROCEDURE p() /* DEFINER=`root`@`localhost` */ SELECT 1",
                "CREATE TABLE t (definer int)",
                "INSERT INTO t VALUES ('CREATE DEFINER=`root`@`localhost` PROCEDURE')"
            })
    void leaves_everything_else_as_it_is(String sql) {
        assertThat(rewritten(sql)).isEqualTo(sql);
        assertThat(found(sql)).isEmpty();
    }

    @Test
    void disables_an_event_in_its_header_only() {
        String sql = "CREATE DEFINER=`r`@`h` EVENT `ENABLE` ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT PRESERVE ENABLE"
                + " COMMENT 'ENABLE' DO UPDATE t SET a = 'PRESERVE ENABLE'";

        assertThat(new String(EventWriter.waiting(sql.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "CREATE DEFINER=`r`@`h` EVENT `ENABLE` ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT PRESERVE DISABLE ON SLAVE"
                                + " COMMENT 'ENABLE' DO UPDATE t SET a = 'PRESERVE ENABLE'");
    }

    private static String forInvokers(String sql) {
        Definers.Rewriting made = Definers.rewriteForInvokers(sql.getBytes(StandardCharsets.UTF_8), "admin@%");
        return new String(made.statement(), StandardCharsets.UTF_8)
                + (made.rewritten().orElseThrow().invoker() ? " (invoker)" : "");
    }

    private static String rewritten(String sql) {
        byte[] bytes = Definers.rewrite(sql.getBytes(StandardCharsets.UTF_8), "admin@%")
                .statement();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Optional<RewrittenDefiner> found(String sql) {
        return Definers.rewrite(sql.getBytes(StandardCharsets.UTF_8), "admin@%").rewritten();
    }
}
