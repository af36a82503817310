package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects keep their definers where the target's account may give them, and are given to that account where it may not. With
 * {@code -Devenkeel.pairs=all} each on a second pair of versions.
 */
class KeptDefinersTest {
    private static final List<String> CONTENT = List.of(
            "CREATE DATABASE shop CHARACTER SET utf8mb4",
            "CREATE TABLE shop.orders (id INT PRIMARY KEY, n INT)",
            "INSERT INTO shop.orders VALUES (1, 2), (2, 3)",
            "CREATE USER owner@'%' IDENTIFIED BY 'o', reader@'10.%' IDENTIFIED BY 'r', caller@'%'",
            "GRANT SELECT, INSERT, EXECUTE, TRIGGER, EVENT, CREATE VIEW, SHOW VIEW ON shop.* TO owner@'%'",
            "GRANT SELECT, EXECUTE ON shop.* TO reader@'10.%'",
            "CREATE DEFINER = owner@'%' FUNCTION shop.twice(x INT) RETURNS INT DETERMINISTIC RETURN 2 * x",
            "CREATE DEFINER = reader@'10.%' PROCEDURE shop.counted(OUT n INT) SELECT COUNT(*) INTO n FROM shop.orders",
            "GRANT EXECUTE ON PROCEDURE shop.counted TO caller@'%'",
            "CREATE DEFINER = owner@'%' VIEW shop.doubled AS SELECT id, shop.twice(n) AS d FROM shop.orders",
            "CREATE DEFINER = reader@'10.%' VIEW shop.over_doubled AS SELECT SUM(d) AS s FROM shop.doubled",
            "CREATE VIEW shop.own AS SELECT 1 AS one",
            "CREATE DEFINER = owner@'%' TRIGGER shop.first BEFORE INSERT ON shop.orders FOR EACH ROW SET NEW.n = NEW.n + 1",
            "CREATE DEFINER = owner@'%' EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DO INSERT INTO shop.orders VALUES (0, 0)");

    private static final String DEFINERS = """
            SELECT CONCAT_WS(' ', 'view', table_name, definer) FROM information_schema.views WHERE table_schema = 'shop'
            UNION ALL
            SELECT CONCAT_WS(' ', LOWER(routine_type), routine_name, definer) FROM information_schema.routines
            WHERE routine_schema = 'shop'
            UNION ALL
            SELECT CONCAT_WS(' ', 'trigger', trigger_name, definer) FROM information_schema.triggers
            WHERE trigger_schema = 'shop'
            UNION ALL
            SELECT CONCAT_WS(' ', 'event', event_name, definer) FROM information_schema.events WHERE event_schema = 'shop'
            ORDER BY 1""";

    @TempDir
    Path folder;

    private static Stream<Arguments> of(Arguments usual, Arguments more) {
        return System.getProperty("evenkeel.pairs", "").equals("all") ? Stream.of(usual, more) : Stream.of(usual);
    }

    static Stream<Arguments> kept() {
        return of(arguments("10.11.5", "11.4.5", "SET USER"), arguments("10.1.23", "10.1.23", "SUPER"));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void are_kept_by_an_account_that_may_set_them_unless_nobody_has_that_name(
            String source, String target, String right) throws IOException {
        try (Servers servers = servers(source, target)) {
            servers.restore(Role.SOURCE, KeptDefinersTest::fill);
            servers.restore(Role.SOURCE, KeptDefinersTest::orphan);
            grant(servers, right);

            assertThat(rehearse(servers)).isZero();

            assertThat(definers(servers, Role.TARGET))
                    .isEqualTo(definers(servers, Role.SOURCE).stream()
                            .map(object -> object.replace("procedure left gone@%", "procedure left admin@%"))
                            .toList())
                    .contains(
                            "procedure left admin@%",
                            "view doubled owner@%",
                            "view over_doubled reader@10.%",
                            "function twice owner@%",
                            "procedure counted reader@10.%",
                            "trigger first owner@%",
                            "event nightly owner@%");
            String deviations = audit().at("/deviations").toString();
            assertThat(deviations)
                    .contains("procedure shop.left has the definer admin@%, not `gone`@`%`")
                    .contains("the account gone@% is not on the target, and none of that name is copied")
                    .contains("what gone@% may is not known here");
            assertThat(deviations.split("has the definer", -1)).as(deviations).hasSize(2);
            assertThat(used(servers)).isEqualTo("10");
        }
    }

    static Stream<Arguments> changed() {
        return of(
                arguments("10.1.23", "10.1.23", "PROCESS", "SUPER"),
                arguments("10.11.5", "11.4.5", "SUPER", "SET USER"));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void are_changed_by_an_account_that_may_not_and_what_that_gives_is_said(
            String source, String target, String right, String lacking) throws IOException {
        try (Servers servers = servers(source, target)) {
            servers.restore(Role.SOURCE, KeptDefinersTest::fill);
            // Which it has already, or which stood for the one it lacks in earlier versions.
            grant(servers, right);

            assertThat(rehearse(servers)).isZero();

            assertThat(definers(servers, Role.TARGET))
                    .allSatisfy(object -> assertThat(object).endsWith(" admin@%"));
            String deviations = audit().at("/deviations").toString();
            assertThat(deviations)
                    .contains("view shop.doubled has the definer admin@%, not `owner`@`%`")
                    .contains("procedure shop.counted has the definer admin@%, not `reader`@`10.%`")
                    .contains("trigger shop.first has the definer admin@%, not `owner`@`%`")
                    .contains("event shop.nightly has the definer admin@%, not `owner`@`%`")
                    .contains(
                            "the account admin@% has no " + lacking + " on the target, and without it no object can be"
                                    + " created or altered there for another DEFINER; unless its SQL SECURITY is INVOKER it runs"
                                    + " with the rights of admin@%: it gains ALTER, ")
                    .doesNotContain("RDS lets nobody");
            assertThat(used(servers)).isEqualTo("10");
        }
    }

    static Stream<Arguments> invoked() {
        return of(arguments("10.11.5", "11.4.5", "SUPER"), arguments("10.1.23", "10.1.23", "PROCESS"));
    }

    @ParameterizedTest
    @MethodSource("invoked")
    void are_of_no_weight_where_the_profile_has_objects_run_as_their_invoker(String source, String target, String right)
            throws IOException {
        try (Servers servers = servers(source, target)) {
            servers.restore(Role.SOURCE, KeptDefinersTest::fill);
            servers.restore(Role.SOURCE, KeptDefinersTest::anInvokersOwn);
            grant(servers, right);

            assertThat(rehearse(servers, "definers: invoker")).isZero();

            assertThat(security(servers, Role.SOURCE))
                    .containsExactly(
                            "function twice DEFINER",
                            "procedure counted DEFINER",
                            "procedure theirs INVOKER",
                            "view doubled DEFINER",
                            "view over_doubled DEFINER",
                            "view own DEFINER");
            assertThat(security(servers, Role.TARGET))
                    .containsExactly(
                            "function twice INVOKER",
                            "procedure counted INVOKER",
                            "procedure theirs INVOKER",
                            "view doubled INVOKER",
                            "view over_doubled INVOKER",
                            // The loading account's already.
                            "view own DEFINER");
            String deviations = audit().at("/deviations").toString();
            for (String object : List.of(
                    "view shop.doubled has the definer admin@%, not `owner`@`%`",
                    "function shop.twice has the definer admin@%, not `owner`@`%`",
                    "procedure shop.counted has the definer admin@%, not `reader`@`10.%`")) {
                assertThat(deviations).contains(object + ", and SQL SECURITY INVOKER, not DEFINER");
            }
            assertThat(deviations)
                    .contains("; as the profile says (definers: invoker) it runs with the rights of whoever uses it and"
                            + " gains none: each of them needs rights of their own on all that it uses")
                    .contains("trigger shop.first has the definer admin@%, not `owner`@`%`\"")
                    .contains("event shop.nightly has the definer admin@%, not `owner`@`%`\"")
                    .contains("procedure shop.theirs has the definer admin@%, not `owner`@`%`\"");
            assertThat(Files.readString(folder.resolve("reports/latest/audit.json")))
                    .contains("sql security DEFINER was changed to INVOKER by the load");
            assertThat(used(servers)).isEqualTo("10");
        }
    }

    private Servers servers(String source, String target) throws IOException {
        Path profile = Files.writeString(folder.resolve("embedded.yaml"), """
                kind: embedded
                servers:
                  source: {version: %1$s}
                  replica: {version: %1$s}
                  target: {version: %2$s}
                """.formatted(source, target));
        return Environment.open(
                Provision.profiles().read(profile.toString(), folder),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
    }

    private static void fill(Server master) {
        try (Session session = master.open()) {
            CONTENT.forEach(session::execute);
        }
    }

    private static void anInvokersOwn(Server master) {
        try (Session session = master.open()) {
            session.execute("CREATE DEFINER = owner@'%' PROCEDURE shop.theirs() SQL SECURITY INVOKER SELECT 1");
        }
    }

    private static List<String> security(Servers servers, Role role) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            return session.list("""
                    SELECT CONCAT_WS(' ', 'view', table_name, security_type) FROM information_schema.views
                    WHERE table_schema = 'shop'
                    UNION ALL
                    SELECT CONCAT_WS(' ', LOWER(routine_type), routine_name, security_type)
                    FROM information_schema.routines WHERE routine_schema = 'shop'
                    ORDER BY 1""", row -> row.text(1));
        }
    }

    private static void orphan(Server master) {
        try (Session session = master.open()) {
            session.execute("CREATE USER gone@'%'");
            session.execute("CREATE DEFINER = gone@'%' PROCEDURE shop.left() SELECT 1");
            session.execute("DROP USER gone@'%'");
        }
    }

    private static void grant(Servers servers, String right) {
        try (Session session = servers.parameters(Role.TARGET).orElseThrow().open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("GRANT " + right + " ON *.* TO admin@'%'");
        }
    }

    private static List<String> definers(Servers servers, Role role) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            return session.list(DEFINERS, row -> row.text(1));
        }
    }

    /** Through views over views, and a function, of two definers. */
    private static String used(Servers servers) {
        try (Session session = servers.parameters(Role.TARGET).orElseThrow().open()) {
            return session.text("SELECT s FROM shop.over_doubled");
        }
    }

    private int rehearse(Servers servers) throws IOException {
        return rehearse(servers, "");
    }

    private int rehearse(Servers servers, String lines) throws IOException {
        Path profile = GivenProfile.of(servers, folder)
                .lines("purpose: rehearsal\ngates: {cutover: automatic}\n" + lines)
                .write("given.yaml");
        return Main.run(
                "rehearse",
                "--quiet",
                "--features",
                "features/encrypt-at-rest.feature",
                "--reports",
                folder.resolve("reports").toString(),
                "-e",
                profile.toString());
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
    }
}
