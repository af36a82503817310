package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fences measured beside somebody who writes: 10.1.8 with 10.1.23, 10.11.5 with 11.4.5, and 11.4.5 twice. */
@Timeout(120)
class FenceOnlyTest {
    private static final String OWN = "evenkeel_fence_test";
    private static final Login SHOP = new Login("shop_app", new Secret("of the shop"));
    private static final List<Role> ROLES = List.of(Role.SOURCE, Role.TARGET);

    @TempDir
    Path folder;

    static Stream<Arguments> servers_and_fences() {
        return Stream.of(TestServers.embedded(), TestServers.modern(), TestServers.newest())
                .flatMap(servers -> Stream.of("latch", "accounts").map(fence -> Arguments.of(servers, fence)));
    }

    static Stream<Servers> servers() {
        return Stream.of(TestServers.embedded(), TestServers.modern());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers_and_fences")
    void a_fence_is_measured_and_nobody_else_notices(Servers servers, String fence) throws Exception {
        try (Shop shop = new Shop(servers)) {
            Path profile = profile(servers, "fence: {kind: " + fence + ", accounts: shop_app}");
            CompletableFuture<Duration> longest = shop.writes();

            JsonNode told = CommandSchemas.check("fences", measure("--json", "--rounds", "5", "-e", profile.toString()))
                    .get(0);
            Captured again = measure("--rounds", "2", "-e", profile.toString());
            shop.stop();

            assertThat(told.path("exitCode").asInt()).as(told.toString()).isZero();
            assertThat(told.path("servers")).hasSize(2);
            for (JsonNode server : told.path("servers")) {
                boolean latched =
                        fence.equals("latch") && server.path("role").asText().equals("source");
                assertThat(server.path("rounds").asInt()).isEqualTo(5);
                assertThat(server.path("shares").fieldNames())
                        .toIterable()
                        .as(server.toString())
                        .containsExactlyElementsOf(
                                latched
                                        ? List.of("close", "drain", "durable", "open")
                                        : List.of("close", "drain", "open"));
            }
            assertThat(told.path("tablesMillis").isNumber()).isEqualTo(fence.equals("latch"));
            assertThat(longest.get(10, TimeUnit.SECONDS))
                    .as("the longest write of somebody else")
                    .isLessThan(Duration.ofMillis(500));
            assertThat(shop.hashAsBefore()).isTrue();
            nothingIsLeft(servers);
            assertThat(again.exit()).as(again.toString()).isZero();
            assertThat(again.out())
                    .contains("source  MariaDB ", "until a write is accepted again", "next: evenkeel plan -e ");
            assertThat(plan(profile).out())
                    .contains("note: the fences were measured 20", "source close ", "target open ");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void what_is_in_the_way_is_named(Servers servers) throws Exception {
        try (Shop shop = new Shop(servers);
                Session open = shop.session()) {
            open.begin();
            open.execute("INSERT INTO shop.orders VALUES (-1)");
            open.execute("DO SLEEP(1.5)");

            Captured told = measure(
                    "--rounds",
                    "1",
                    "-e",
                    profile(servers, "fence: {kind: latch, accounts: shop_app}").toString());
            Captured nobody = measure(
                    "--rounds",
                    "1",
                    "-e",
                    profile(servers, "fence: {kind: latch, accounts: nobody}").toString());
            open.rollback();

            assertThat(told.exit()).as(told.toString()).isZero();
            assertThat(told.out())
                    .containsPattern(
                            "in the way {2}the transaction of connection \\d+ \\(shop_app@\\S+\\) has been open for ")
                    .containsPattern("drain {4}[12]\\d{3}\\.\\d ms");
            assertThat(nobody.exit()).as(nobody.toString()).isEqualTo(2);
            assertThat(nobody.out())
                    .contains("refused  there is no account of the user nobody that the fence shall keep out");
            nothingIsLeft(servers);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void what_somebody_else_has_there_is_left_alone(Servers servers) throws Exception {
        try (Shop shop = new Shop(servers)) {
            Path profile = profile(servers, "fence: {kind: latch, accounts: shop_app}");
            run(servers, Role.SOURCE, "CREATE DATABASE " + OWN, "CREATE TABLE " + OWN + ".t (mine INT)");
            try {
                Captured told = measure("-e", profile.toString());

                assertThat(told.exit()).as(told.toString()).isEqualTo(2);
                assertThat(told.out())
                        .contains("not tried: the database " + OWN + " exists and holds what evenkeel has not made: "
                                + OWN + ".t");
                Captured doctor = doctor(profile);
                assertThat(doctor.out())
                        .contains("holds what evenkeel has not made")
                        .doesNotContain("DROP DATABASE");
                assertThat(number(servers, Role.SOURCE, "SELECT COUNT(*) FROM " + OWN + ".t"))
                        .isZero();
            } finally {
                run(servers, Role.SOURCE, "DROP DATABASE " + OWN);
            }
            nothingIsLeft(servers);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void a_right_that_is_missing_is_named_and_nothing_is_left(Servers servers) throws Exception {
        Login poor = new Login("poor_measurer", new Secret("poor"));
        try (Shop shop = new Shop(servers)) {
            for (List<String> grants : List.of(
                    List.of("SELECT, PROCESS ON *.*"),
                    List.of("SELECT, PROCESS ON *.*", "CREATE, DROP ON " + OWN + ".*"),
                    List.of("SELECT, PROCESS, CREATE USER ON *.*", "CREATE, DROP ON " + OWN + ".*"))) {
                run(
                        servers,
                        Role.SOURCE,
                        "SET sql_log_bin = 0",
                        "CREATE USER 'poor_measurer'@'%' IDENTIFIED BY PASSWORD '"
                                + PasswordHash.of(poor.password()).reveal() + "'");
                grants.forEach(grant ->
                        run(servers, Role.SOURCE, "SET sql_log_bin = 0", "GRANT " + grant + " TO 'poor_measurer'@'%'"));
                try {
                    Path profile = GivenProfile.of(servers, folder)
                            .with(Role.SOURCE, servers.master(Role.SOURCE).as(poor))
                            .lines("fence: {kind: latch, accounts: shop_app}")
                            .write("poor.yaml");

                    Captured told = measure("--rounds", "1", "-e", profile.toString());

                    assertThat(told.exit()).as(told.toString()).isEqualTo(2);
                    assertThat(told.out()).containsPattern("not tried: source: .*(denied|grant)");
                } finally {
                    run(servers, Role.SOURCE, "SET sql_log_bin = 0", "DROP USER 'poor_measurer'@'%'");
                }
                nothingIsLeft(servers);
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void killed_in_the_middle_it_leaves_its_own_things_alone_which_doctor_names(Servers servers) throws Exception {
        try (Shop shop = new Shop(servers);
                Session writer = shop.session()) {
            Path profile = profile(servers, "fence: {kind: latch, accounts: shop_app}");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "rehearse",
                            "--fence-only",
                            "--rounds",
                            "1000",
                            "-e",
                            profile.toString(),
                            "--reports",
                            folder.resolve("reports").toString())
                    .inheritIO()
                    .start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            number(servers, Role.SOURCE, "SELECT COALESCE(IS_USED_LOCK('evenkeel latch'), 0)") > 0);

            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

            writer.execute("INSERT INTO shop.orders VALUES (-2)");
            await().until(() ->
                    number(servers, Role.SOURCE, "SELECT COALESCE(IS_USED_LOCK('evenkeel latch'), 0)") == 0);
            Captured refused = measure("--rounds", "1", "-e", profile.toString());
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
            String remedy = "DROP USER '" + OWN + "'@'%'; DROP DATABASE `" + OWN + "`;";
            assertThat(refused.out()).contains(remedy);
            assertThat(doctor(profile).out()).contains(remedy);

            run(servers, Role.SOURCE, remedy.split(";\\s*"));

            nothingIsLeft(servers);
            assertThat(measure("--rounds", "1", "-e", profile.toString()).exit())
                    .isZero();
        }
    }

    @Test
    void a_fence_that_closes_a_whole_server_is_not_tried_and_options_of_a_runbook_mean_nothing() throws Exception {
        Servers servers = TestServers.embedded();
        Path profile = profile(servers, "fence: read_only");

        Captured whole = measure("-e", profile.toString());
        Captured useless = measure("-e", profile.toString(), "--rows", "5000", "--drill", "lost-row");

        assertThat(whole.exit()).isEqualTo(2);
        assertThat(whole.problems())
                .singleElement()
                .asString()
                .contains("closes whole servers, so it cannot be measured beside others who write");
        assertThat(useless.exit()).isEqualTo(2);
        assertThat(useless.problems())
                .containsExactlyInAnyOrder(
                        "evenkeel: --fence-only runs no runbook, so --rows means nothing there; leave it out",
                        "evenkeel: --fence-only runs no runbook, so --drill means nothing there; leave it out");
        nothingIsLeft(servers);
    }

    private Path profile(Servers servers, String fence) throws IOException {
        return GivenProfile.of(servers, folder).lines(fence).write("production.yaml");
    }

    private Captured measure(String... further) {
        return Captured.run(Stream.concat(
                                Stream.of(
                                        "rehearse",
                                        "--fence-only",
                                        "--reports",
                                        folder.resolve("reports").toString()),
                                Stream.of(further))
                        .toArray(String[]::new))
                .orderly();
    }

    private Captured plan(Path profile) {
        return Captured.run(
                "plan",
                "-e",
                profile.toString(),
                "--reports",
                folder.resolve("reports").toString());
    }

    private Captured doctor(Path profile) {
        return Captured.run(
                "doctor",
                "-e",
                profile.toString(),
                "--reports",
                folder.resolve("reports").toString());
    }

    private static void nothingIsLeft(Servers servers) {
        for (Role role : ROLES) {
            assertThat(number(
                            servers,
                            role,
                            "SELECT (SELECT COUNT(*) FROM mysql.user WHERE User = '" + OWN
                                    + "') + (SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '"
                                    + OWN
                                    + "') + (SELECT COUNT(*) FROM mysql.tables_priv WHERE Db = '" + OWN + "')"))
                    .as("left on the " + role)
                    .isZero();
        }
    }

    private static long number(Servers servers, Role role, String sql) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            return session.number(sql);
        }
    }

    private static void run(Servers servers, Role role, String... statements) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            Stream.of(statements).forEach(session::execute);
        }
    }

    /** Somebody who writes to the source meanwhile. */
    private static final class Shop implements AutoCloseable {
        private final Servers servers;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final String hash;

        Shop(Servers servers) {
            this.servers = servers;
            run(
                    servers,
                    Role.SOURCE,
                    "SET sql_log_bin = 0",
                    "DROP DATABASE IF EXISTS shop",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id BIGINT PRIMARY KEY) ENGINE = InnoDB",
                    "GRANT ALL ON shop.* TO 'shop_app'@'%' IDENTIFIED BY PASSWORD '"
                            + PasswordHash.of(SHOP.password()).reveal() + "'");
            this.hash = hash();
        }

        private String hash() {
            try (Session session = servers.parameters(Role.SOURCE).orElseThrow().open()) {
                return session.text(
                        "SELECT CONCAT(Password, authentication_string, (SELECT COUNT(*) FROM mysql.user)) FROM"
                                + " mysql.user WHERE User = 'shop_app'");
            }
        }

        boolean hashAsBefore() {
            return hash.equals(hash());
        }

        Session session() {
            return servers.master(Role.SOURCE).as(SHOP).open();
        }

        /** Until it is stopped; answers how long the longest write took. */
        CompletableFuture<Duration> writes() {
            return CompletableFuture.supplyAsync(() -> {
                long longest = 0;
                try (Session session = session()) {
                    session.execute("SET autocommit = 1");
                    for (long id = 1; open.get(); id++) {
                        long begun = System.nanoTime();
                        session.execute("INSERT INTO shop.orders VALUES (?)", id);
                        longest = Math.max(longest, System.nanoTime() - begun);
                    }
                }
                return Duration.ofNanos(longest);
            });
        }

        void stop() {
            open.set(false);
        }

        @Override
        public void close() {
            stop();
            run(servers, Role.SOURCE, "SET sql_log_bin = 0", "DROP DATABASE shop", "DROP USER 'shop_app'@'%'");
        }
    }
}
