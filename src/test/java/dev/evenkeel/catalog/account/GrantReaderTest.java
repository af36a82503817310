package dev.evenkeel.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Capability;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantReaderTest {
    private static final String HASH = "*DF846CCD87542FC1AA256DEB4D1826547119B279";

    @Test
    void reads_two_versions_lines_as_the_same_grants() {
        GrantReader old = reader(Set.of());
        old.read("GRANT Reader TO 'app'@'%'");
        old.read("GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'app'@'%' IDENTIFIED BY PASSWORD '" + HASH
                + "' REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 7");
        old.read("GRANT SELECT, UPDATE (A, b) ON `shop`.`nopk` TO 'app'@'%' WITH GRANT OPTION");
        GrantReader recent = reader(Set.of());
        recent.read("GRANT `Reader` TO `app`@`%`");
        recent.read("GRANT PROCESS, BINLOG MONITOR ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD '" + HASH
                + "' REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 7");
        recent.read("GRANT SELECT, UPDATE (`a`, `b`) ON `shop`.`nopk` TO `app`@`%` WITH GRANT OPTION");
        recent.read("SET DEFAULT ROLE `Reader` FOR `app`@`%`");

        assertThat(old.privileges())
                .isEqualTo(recent.privileges())
                .containsExactlyInAnyOrder(
                        "ROLE `Reader`",
                        "PROCESS ON *.*",
                        "REPLICATION CLIENT ON *.*",
                        "SELECT ON `shop`.`nopk`",
                        "UPDATE (`a`) ON `shop`.`nopk`",
                        "UPDATE (`b`) ON `shop`.`nopk`",
                        "GRANT OPTION ON `shop`.`nopk`");
        assertThat(old.options()).containsExactly("REQUIRE SSL", "MAX_QUERIES_PER_HOUR 7");
        assertThat(old.statements())
                .containsExactly(
                        "GRANT `Reader` TO 'app'@'%'",
                        "GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'app'@'%'",
                        "GRANT SELECT, UPDATE (`a`, `b`) ON `shop`.`nopk` TO 'app'@'%' WITH GRANT OPTION");
    }

    @Test
    void reads_in_whose_place_an_account_may_stand_in_any_quotes() {
        GrantReader old = reader(Set.of());
        old.read("GRANT PROXY ON 'Bo''ss'@'10.%' TO 'app'@'%' WITH GRANT OPTION");
        GrantReader recent = reader(Set.of());
        recent.read("GRANT PROXY ON `Bo'ss`@`10.%` TO `app`@`%` WITH GRANT OPTION");

        assertThat(recent.privileges())
                .isEqualTo(old.privileges())
                .containsExactlyInAnyOrder("PROXY ON 'Bo''ss'@'10.%'", "GRANT OPTION ON 'Bo''ss'@'10.%'");
        assertThat(recent.statements())
                .isEqualTo(old.statements())
                .containsExactly("GRANT PROXY ON 'Bo''ss'@'10.%' TO 'app'@'%' WITH GRANT OPTION");
    }

    @Test
    void writes_all_privileges_out_as_the_server_means_them() {
        GrantReader old = reader(Set.of());
        old.read("GRANT ALL PRIVILEGES ON `shop`.* TO 'app'@'%'");
        GrantReader recent = reader(Set.of(Capability.DELETE_HISTORY));
        recent.read("GRANT ALL PRIVILEGES ON `shop`.* TO `app`@`%`");

        assertThat(old.privileges()).hasSize(18).contains("EVENT ON `shop`.*");
        assertThat(recent.privileges()).containsAll(old.privileges()).contains("DELETE HISTORY ON `shop`.*");
        assertThat(recent.privileges()).hasSize(19);
    }

    @Test
    void passes_over_what_roles_within_a_role_may_do() {
        GrantReader reader = new GrantReader(capability -> false, "outer", "`outer`");
        reader.read("GRANT inner TO 'outer'");
        reader.read("GRANT SELECT ON `shop`.* TO 'inner'");

        assertThat(reader.privileges()).containsExactly("ROLE `inner`");
    }

    @Test
    void reads_who_an_account_is_by_show_create_user() {
        Identification password = Identification.read("CREATE USER `app`@`%` IDENTIFIED BY PASSWORD '" + HASH + "'");
        Identification two = Identification.read("CREATE USER `app`@`%` IDENTIFIED VIA ed25519 USING 'abc' OR"
                + " unix_socket REQUIRE SSL WITH MAX_USER_CONNECTIONS 3 PASSWORD EXPIRE ACCOUNT LOCK");
        Identification none = Identification.read("CREATE USER `app`@`%`");

        assertThat(password).isEqualTo(new Identification("mysql_native_password", HASH, List.of()));
        assertThat(two)
                .isEqualTo(new Identification(
                        "ed25519 OR unix_socket",
                        "abc OR ",
                        List.of("REQUIRE SSL", "MAX_USER_CONNECTIONS 3", "PASSWORD EXPIRE", "ACCOUNT LOCK")));
        assertThat(none).isEqualTo(new Identification("mysql_native_password", "", List.of()));
    }

    private static GrantReader reader(Set<Capability> capabilities) {
        return new GrantReader(capabilities::contains, "app", "'app'@'%'");
    }
}
