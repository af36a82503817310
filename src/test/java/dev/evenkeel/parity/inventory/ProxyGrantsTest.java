package dev.evenkeel.parity.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may stand in for whom, as 10.1 and 11.4 answer it; what versions quote otherwise is read in GrantReaderTest. */
class ProxyGrantsTest {
    private static final Server OLD = TestServers.admin(Role.TARGET);
    private static final Server NEW =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    @BeforeEach
    void two_accounts_on_both() {
        for (Server server : List.of(OLD, NEW)) {
            run(server, "CREATE USER proxied_boss@'10.%'", "CREATE USER proxied_deputy@'%'");
            stand(server, "10.%", "proxied_boss");
        }
    }

    @AfterEach
    void clean_up() {
        for (Server server : List.of(OLD, NEW)) {
            run(server, "DROP USER proxied_boss@'10.%'", "DROP USER proxied_deputy@'%'");
        }
    }

    @Test
    void are_the_same_whatever_the_quotes() {
        assertThat(shown(OLD)).anyMatch(line -> line.contains("PROXY ON 'proxied_boss'@'10.%'"));
        assertThat(shown(NEW)).anyMatch(line -> line.contains("GRANT PROXY ON "));

        assertThat(compared()).containsEntry("'proxied_deputy'@'%'", Verdict.SAME);
    }

    @Test
    void for_somebody_else_are_a_difference() {
        run(NEW, "DELETE FROM mysql.proxies_priv WHERE User = 'proxied_deputy'");
        stand(NEW, "11.%", "proxied_boss");

        assertThat(compared()).containsEntry("'proxied_deputy'@'%'", Verdict.DIFFERENT);
    }

    private static Map<String, Verdict> compared() {
        List<Accounts> both = new ArrayList<>();
        for (Server server : List.of(OLD, NEW)) {
            both.add(server.read(session -> Accounts.read(session, others(session))));
        }
        return AccountParity.compare(both.get(0), both.get(1), Set.of()).items().stream()
                .collect(Collectors.toMap(Item::name, Item::verdict));
    }

    private static Set<String> others(Session session) {
        return Set.copyOf(session.list(
                "SELECT DISTINCT User FROM mysql.user WHERE User NOT LIKE 'proxied%'", row -> row.text(1)));
    }

    private static List<String> shown(Server server) {
        try (Session session = server.open()) {
            return session.list("SHOW GRANTS FOR proxied_deputy@'%'", row -> row.text(1));
        }
    }

    /** Nobody here may grant it: who has every right has not this one. */
    private static void stand(Server server, String host, String user) {
        run(
                server,
                "INSERT INTO mysql.proxies_priv (Host, User, Proxied_host, Proxied_user, With_grant, Grantor) VALUES"
                        + " ('%', 'proxied_deputy', '" + host + "', '" + user + "', 0, '')",
                "FLUSH PRIVILEGES");
    }

    private static void run(Server server, String... statements) {
        try (Session session = server.open()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
