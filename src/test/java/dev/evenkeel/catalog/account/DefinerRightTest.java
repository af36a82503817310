package dev.evenkeel.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of an account is what its server does: on 10.1, 10.11 and 11.4, with each of the rights. */
class DefinerRightTest {
    private static final Login ACCOUNT = new Login("definer_right", new Secret("definer-right-7"));

    record Case(Server admin, String right) {}

    static Stream<Case> cases() {
        return Stream.of(TestServers.embedded(), TestServers.modern())
                .flatMap(servers -> Stream.of(Role.SOURCE, Role.TARGET).map(role -> admin(servers, role)))
                .flatMap(admin -> Stream.of("CREATE", "SUPER", "SET USER").map(right -> new Case(admin, right)))
                .filter(tried -> !tried.right().equals("SET USER") || modern(tried.admin()));
    }

    private static Server admin(Servers servers, Role role) {
        return servers.parameters(role).orElseThrow();
    }

    private static boolean modern(Server server) {
        try (Session session = server.open()) {
            return session.version().atLeast(10, 5);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_told_as_the_server_sees_it(Case tried) {
        try (Session admin = tried.admin().open()) {
            admin.execute("SET sql_log_bin = 0");
            admin.execute("CREATE DATABASE definer_right");
            admin.execute("GRANT USAGE ON *.* TO ?@'%' IDENTIFIED BY ?", ACCOUNT.user(), ACCOUNT.password());
            admin.execute("GRANT ALL ON definer_right.* TO ?@'%'", ACCOUNT.user());
            admin.execute("GRANT " + tried.right() + " ON *.* TO ?@'%'", ACCOUNT.user());
            try (Session session = tried.admin().as(ACCOUNT).open()) {
                if (DefinerRight.lacking(session).isEmpty()) {
                    session.execute("CREATE DEFINER = root@localhost PROCEDURE definer_right.p() SELECT 1");
                } else {
                    assertThat(DefinerRight.lacking(session))
                            .contains(session.version().atLeast(10, 5) ? "SET USER" : "SUPER");
                    assertThatThrownBy(() -> session.execute(
                                    "CREATE DEFINER = root@localhost PROCEDURE definer_right.p() SELECT 1"))
                            .isInstanceOf(DatabaseException.class);
                }
                assertThat(DefinerRight.lacking(session).isPresent())
                        .isEqualTo(tried.right().equals("CREATE")
                                || tried.right().equals("SUPER")
                                        && session.version().atLeast(11, 0));
            } finally {
                admin.execute("DROP DATABASE definer_right");
                admin.execute("DROP USER ?@'%'", ACCOUNT.user());
            }
        }
    }
}
