package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The day of docs/first-day.md, done as it is there. With {@code -Devenkeel.pairs=all} on a second pair of versions. What the
 * commands printed is kept in target/first-day.
 */
class FirstDayTest {
    private static final Path PAGE = Path.of("docs/first-day.md");
    private static final String SOURCE = "10.11.5";

    @TempDir
    Path folder;

    static Stream<String> targets() {
        return System.getProperty("evenkeel.pairs", "").equals("all")
                ? Stream.of("11.4.5", "10.11.5")
                : Stream.of("11.4.5");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void goes_as_the_page_says(String target) throws IOException {
        try (Servers servers = Environment.open(
                Provision.profiles().read(embedded(target).toString(), Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {})) {
            prepare(servers);

            Walk walk = Walk.in(folder, Path.of("target/first-day", target + ".txt"), names(servers));
            walk.take(WalkedPage.of(PAGE));

            Matcher report = Pattern.compile("report +(reports/\\S+)").matcher(walk.read("screen.txt"));
            assertThat(report.find()).isTrue();
            String written = walk.read(report.group(1));
            assertThat(sections()).isNotEmpty().allSatisfy(section -> assertThat(written)
                    .contains("<h2>" + section + "</h2>"));
        }
    }

    /** Of the report, as the page names them in its last table. */
    private static List<String> sections() throws IOException {
        return Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("| *"))
                .flatMap(line -> Pattern.compile("\\*([^*]+)\\*").matcher(line).results())
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void gives_the_printed_accounts(int role) throws IOException {
        PrintedGrants printed = PrintedGrants.of(Path.of("docs/privileges.md"), "## Privileges on given servers");
        ServerVersion version = ServerVersion.parse(SOURCE);
        List<String> names = List.of("source", "replica", "target");
        List<List<String>> wanted = List.of(
                Stream.of(
                                printed.statements(0, version, "choose-one-1"),
                                printed.statements(4, version, "choose-one-3"))
                        .flatMap(List::stream)
                        .toList(),
                printed.statements(1, version, "choose-one-2"),
                Stream.of(
                                printed.statements(2, version, "choose-one-1"),
                                printed.statements(3, version, "choose-one-1"),
                                printed.statements(4, version, "choose-one-3"))
                        .flatMap(List::stream)
                        .toList());

        assertThat(Stream.of(WalkedPage.of(PAGE)
                                .file("accounts-" + names.get(role) + ".sql")
                                .split(";\\s*", -1))
                        .filter(statement -> !statement.isBlank()))
                .containsExactlyElementsOf(wanted.get(role));
    }

    /** A target as it comes from the package trusts no function. */
    private Path embedded(String target) throws IOException {
        return Files.writeString(folder.resolve("embedded.yaml"), """
                kind: embedded
                servers:
                  source: {version: %1$s}
                  replica: {version: %1$s}
                  target: {version: %2$s, options: {log-bin-trust-function-creators: 0}}
                """.formatted(SOURCE, target));
    }

    /** What the page says that its reader has. */
    private static void prepare(Servers servers) {
        servers.restore(Role.SOURCE, FirstDayTest::fill);
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            try (Session session = servers.parameters(role).orElseThrow().open()) {
                session.execute("CREATE USER dba@'%' IDENTIFIED BY 'choose-one-0'");
                session.execute("GRANT ALL ON *.* TO dba@'%' WITH GRANT OPTION");
            }
        }
        Server replica = servers.parameters(Role.REPLICA).orElseThrow();
        new Await(Observer.NONE, Duration.ofMillis(20))
                .until("the replica has the account", "1", Duration.ofSeconds(20), () -> {
                    try (Session session = replica.open()) {
                        String found = session.text("SELECT COUNT(*) FROM mysql.user WHERE user = 'dba'");
                        return new Await.Look(found, found.equals("1"));
                    }
                });
        for (Role role : Role.values()) {
            PrintedGrantsTest.dropProcedures(servers.parameters(role).orElseThrow());
        }
    }

    private static void fill(Server master) {
        try (Session session = master.open()) {
            session.execute("CREATE DATABASE shop");
            session.execute("CREATE TABLE shop.orders (id INT PRIMARY KEY, total FLOAT, note VARCHAR(20))");
            session.execute(
                    "INSERT INTO shop.orders VALUES (1, 16777216, 'first'), (2, 0.1, 'second'), (3, 12.3, NULL)");
            session.execute("CREATE FUNCTION shop.twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2");
        }
    }

    /** Names and ports, wherever the page gives both. */
    private static UnaryOperator<String> names(Servers servers) {
        return text -> {
            String own = text;
            for (Role role : Role.values()) {
                Server server = servers.master(role);
                own = Pattern.compile(Pattern.quote(role + ".db.example.com") + "(\\s+(?:-P|port:) |:)3306")
                        .matcher(own)
                        .replaceAll(server.endpoint().host() + "$1"
                                + server.endpoint().port());
            }
            assertThat(own).as("a name without its port").doesNotContain("example.com");
            return own;
        };
    }
}
