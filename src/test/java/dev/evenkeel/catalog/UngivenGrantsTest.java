package dev.evenkeel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
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
        return "account " + account + " holds " + grants
                + ", which the target's account admin@% may not grant; revoke it on"
                + " the source, create the account on the target beforehand as somebody who may, or accept it by name"
                + " (accept.accounts in the profile)";
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
