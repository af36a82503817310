package dev.evenkeel.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.catalog.trial.MoveObstacles;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts of a source beside an RDS master user, who may not grant everything. */
class UngivenGrantsTest {
    static Stream<Servers> pairs() {
        return Stream.of(TestServers.embedded(), TestServers.between(), TestServers.modern());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void what_the_target_cannot_give_is_named_for_each_account_and_what_it_can_is_not(Servers pair) {
        Server admin = pair.parameters(Role.SOURCE).orElseThrow();
        try (Session source = admin.openPinned();
                Session target = pair.master(Role.TARGET).openPinned()) {
            source.execute("SET sql_log_bin = 0");
            drop(source);
            source.execute("CREATE DATABASE ungiven");
            source.execute("CREATE TABLE ungiven.t (a INT)");
            source.execute("CREATE USER ungiven_ops@'10.%', ungiven_app@'%', ungiven_boss@'%'");
            source.execute("GRANT SELECT, SUPER, FILE ON *.* TO ungiven_ops@'10.%' WITH GRANT OPTION");
            source.execute("GRANT SELECT, INSERT, EXECUTE ON `ungiven\\_%`.* TO ungiven_app@'%'");
            source.execute("GRANT SELECT (a), UPDATE ON ungiven.t TO ungiven_app@'%'");
            source.execute("GRANT ALL ON *.* TO ungiven_boss@'%'");
            try {
                Set<String> leftOut = new HashSet<>(
                        source.list("SELECT User FROM mysql.user WHERE User NOT LIKE 'ungiven%'", row -> row.text(1)));

                List<String> found = MoveObstacles.ofGrants(source, target, leftOut, (account, grant) -> false);

                assertThat(found)
                        .containsExactly(
                                message("'ungiven_boss'@'%'", "ALL PRIVILEGES ON *.*"),
                                message("'ungiven_ops'@'10.%'", "FILE ON *.*, SUPER ON *.*"));
                assertThat(MoveObstacles.ofGrants(
                                source,
                                target,
                                leftOut,
                                (account, grant) -> account.contains("boss") || grant.equals("FILE ON *.*")))
                        .containsExactly(message("'ungiven_ops'@'10.%'", "SUPER ON *.*"));
                try (Session mighty = pair.parameters(Role.TARGET).orElseThrow().openPinned()) {
                    assertThat(MoveObstacles.ofGrants(source, mighty, leftOut, (account, grant) -> false))
                            .isEmpty();
                }
            } finally {
                drop(source);
            }
        }
    }

    private static void drop(Session session) {
        session.list(
                        "SELECT CONCAT('''', User, '''@''', Host, '''') FROM mysql.user WHERE User LIKE 'ungiven%'",
                        row -> row.text(1))
                .forEach(account -> session.execute("DROP USER " + account));
        session.execute("DROP DATABASE IF EXISTS ungiven");
    }

    private static String message(String account, String grants) {
        String first = grants.contains(",") ? grants.substring(0, grants.indexOf(',')) : grants;
        return "account " + account + " holds " + grants
                + ", which the target's account admin@% may not grant; revoke it on"
                + " the source, create the account on the target first, as somebody who may, or accept it by name"
                + " (in the profile, accept.accounts: \"" + account + "\": \"grant " + first + "\": the reason"
                + (first.equals(grants) ? ")" : ", and so on)");
    }

    @Test
    void what_the_target_does_not_know_is_named_for_each_account_whatever_may_be_granted_there() {
        Server modern = TestServers.modern().parameters(Role.SOURCE).orElseThrow();
        try (Session source = modern.openPinned();
                Session master = TestServers.embedded().master(Role.TARGET).openPinned();
                Session mighty = TestServers.admin(Role.TARGET).openPinned()) {
            source.execute("SET sql_log_bin = 0");
            drop(source);
            source.execute("CREATE USER ungiven_monitor@'%', ungiven_app@'%', ungiven_repl@'%'");
            source.execute("GRANT SLAVE MONITOR, SET USER ON *.* TO ungiven_monitor@'%'");
            source.execute("GRANT ALL ON ungiven.* TO ungiven_app@'%'");
            source.execute("GRANT REPLICATION SLAVE ON *.* TO ungiven_repl@'%'");
            try {
                Set<String> leftOut = new HashSet<>(
                        source.list("SELECT User FROM mysql.user WHERE User NOT LIKE 'ungiven%'", row -> row.text(1)));
                for (Session target : java.util.List.of(master, mighty)) {
                    assertThat(MoveObstacles.ofGrants(source, target, leftOut, (account, grant) -> false))
                            .containsExactly(
                                    unknown("'ungiven_app'@'%'", "DELETE HISTORY ON `ungiven`.*", ""),
                                    unknown("'ungiven_monitor'@'%'", "SET USER ON *.*", ", SLAVE MONITOR ON *.*"));
                    assertThat(MoveObstacles.ofGrants(
                                    source,
                                    target,
                                    leftOut,
                                    (account, grant) -> grant.startsWith("DELETE HISTORY") || account.contains("mon")))
                            .isEmpty();
                }
            } finally {
                drop(source);
            }
        }
    }

    private static String unknown(String account, String grant, String more) {
        return "account " + account + " holds " + grant + more + ", which the target, MariaDB "
                + "10.1.23, does not know; revoke it on the source, or accept it by name (in the profile,"
                + " accept.accounts: \"" + account + "\": \"grant " + grant + "\": the reason"
                + (more.isEmpty() ? ")" : ", and so on)");
    }

    /** The name that a message gives is one that a profile takes. */
    @Test
    void all_on_a_database_and_standing_in_for_others_are_given_by_who_may() {
        Server modern = TestServers.modern().parameters(Role.SOURCE).orElseThrow();
        try (Session source = modern.openPinned();
                Session target = TestServers.modern().master(Role.TARGET).openPinned();
                Session mighty = TestServers.modern()
                        .parameters(Role.TARGET)
                        .orElseThrow()
                        .openPinned()) {
            source.execute("SET sql_log_bin = 0");
            mighty.execute("SET sql_log_bin = 0");
            drop(source);
            source.execute("CREATE USER ungiven_app@'%', ungiven_proxy@'%'");
            source.execute("GRANT ALL ON ungiven.* TO ungiven_app@'%'");
            grantProxy(source);
            try {
                Set<String> leftOut = new HashSet<>(
                        source.list("SELECT User FROM mysql.user WHERE User NOT LIKE 'ungiven%'", row -> row.text(1)));
                assertThat(MoveObstacles.ofGrants(source, target, leftOut, (account, grant) -> false))
                        .containsExactly(
                                message("'ungiven_app'@'%'", "DELETE HISTORY ON `ungiven`.*"),
                                message("'ungiven_proxy'@'%'", "PROXY ON 'ungiven_app'@'%'"));
                assertThat(GrantName.normal("DELETE HISTORY ON `ungiven`.*")).contains("DELETE HISTORY ON `ungiven`.*");
                assertThat(GrantName.normal("PROXY ON 'ungiven_app'@'%'")).contains("PROXY ON 'ungiven_app'@'%'");
                // As the server sees it, too: nobody has everything in that respect.
                assertThat(MoveObstacles.ofGrants(source, mighty, leftOut, (account, grant) -> false))
                        .hasSize(1)
                        .allSatisfy(message -> assertThat(message).contains("holds PROXY ON"));
                assertThatThrownBy(() -> mighty.execute("GRANT PROXY ON ungiven_app@'%' TO ungiven_proxy@'%'"))
                        .isInstanceOf(DatabaseException.class);
            } finally {
                drop(source);
            }
        }
    }

    private static void grantProxy(Session session) {
        // Who has everything may not pass that on; the grant tables may be written to.
        session.execute("INSERT INTO mysql.proxies_priv (Host, User, Proxied_host, Proxied_user, With_grant, Grantor)"
                + " VALUES ('%', 'ungiven_proxy', '%', 'ungiven_app', 0, '')");
        session.execute("FLUSH PRIVILEGES");
    }

    @Test
    void a_master_user_may_do_what_the_copy_does() {
        pairs().forEach(pair -> {
            try (Session target = pair.master(Role.TARGET).open()) {
                assertThat(MoveObstacles.ofRights(target)).isEmpty();
            }
        });
        try (Session replica = TestServers.admin(Role.TARGET).openPinned()) {
            assertThat(MoveObstacles.ofRights(replica)).isEmpty();
        }
    }
}
