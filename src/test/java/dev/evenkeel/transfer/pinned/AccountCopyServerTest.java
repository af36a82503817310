package dev.evenkeel.transfer.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.AccountParity;
import dev.evenkeel.parity.inventory.Item;
import dev.evenkeel.transfer.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts of the source on the target, created by a master user who has neither SUPER nor their passwords. */
class AccountCopyServerTest {
    private static final Login APP = new Login("copied_app", new Secret("pa'ss\\wörd"));

    private static AccountResult result;

    @BeforeAll
    static void copy() {
        clean_up();
        Pair.both("CREATE DATABASE account_test", "CREATE TABLE account_test.t (id INT PRIMARY KEY, `Größe` INT)");
        Pair.run(
                Pair.SOURCE_ADMIN,
                "CREATE ROLE copied_role",
                "GRANT SELECT, UPDATE (id, `Größe`) ON account_test.t TO copied_role",
                "CREATE USER copied_app@'%'",
                "GRANT ALL ON `account\\_test`.* TO copied_app@'%'",
                "GRANT PROCESS ON *.* TO copied_app@'%' WITH MAX_USER_CONNECTIONS 7",
                "GRANT copied_role TO copied_app@'%'",
                "CREATE USER copied_ops@'10.%' IDENTIFIED BY 'x'",
                "GRANT SELECT, SUPER, FILE ON *.* TO copied_ops@'10.%' WITH GRANT OPTION",
                "CREATE USER copied_old@localhost IDENTIFIED BY PASSWORD '7c786c222596437b'",
                "CREATE USER copied_both@'%' IDENTIFIED BY 'same'",
                "CREATE USER copied_other@'%' IDENTIFIED BY 'one'",
                "GRANT SELECT ON account_test.* TO copied_other@'%'");
        try (Session session = Pair.SOURCE_ADMIN.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("SET PASSWORD FOR copied_app@'%' = PASSWORD(?)", APP.password());
        }
        Pair.run(
                Pair.TARGET_ADMIN,
                "CREATE USER copied_both@'%' IDENTIFIED BY 'same'",
                "CREATE USER copied_other@'%' IDENTIFIED BY 'another'");
        result = copied();
        first = List.copyOf(TOLD);
    }

    @AfterAll
    static void clean_up() {
        for (Server admin : Set.of(Pair.SOURCE_ADMIN, Pair.TARGET_ADMIN)) {
            Pair.rows(admin, """
                            SELECT CONCAT('DROP ', IF(is_role = 'Y', 'ROLE ', 'USER '), User,
                                          IF(is_role = 'Y', '', CONCAT('@''', Host, '''')))
                            FROM mysql.user WHERE User LIKE 'copied%'
                            """).forEach(drop -> Pair.run(admin, drop));
            Pair.run(admin, "DROP DATABASE IF EXISTS account_test");
        }
    }

    private static final List<String> TOLD = new ArrayList<>();
    private static List<String> first;

    private static AccountResult copied() {
        TOLD.clear();
        Set<String> others = others(Pair.SOURCE);
        return new AccountCopy(Pair.TARGET, TOLD::add)
                .copy(PinnedAccounts.read(Pair.SOURCE, Pair.SOURCE, name -> false, () -> false, others), others);
    }

    @Test
    void what_is_told_leads_to_the_same_accounts_when_the_secrets_are_filled_in() {
        Set<String> excluded = others(Pair.TARGET);
        Accounts copied = Pair.ask(Pair.TARGET, session -> Accounts.read(session, excluded));
        Map<String, String> hashes = new TreeMap<>();
        copied.accounts()
                .forEach(
                        account -> hashes.put(account.quoted(), account.secret().reveal()));
        assertThat(first).isNotEmpty().noneMatch(sql -> sql.matches("(?s).*\\*[0-9A-F]{40}.*"));
        try {
            for (String account : result.created()) {
                Pair.run(Pair.TARGET_ADMIN, (account.startsWith("`") ? "DROP ROLE " : "DROP USER ") + account);
            }
            for (String sql : first) {
                String account = hashes.keySet().stream()
                        .filter(sql::contains)
                        .findFirst()
                        .orElse("");
                Pair.run(Pair.TARGET_ADMIN, sql.replace("***", hashes.getOrDefault(account, "")));
            }
            Accounts again = Pair.ask(Pair.TARGET, session -> Accounts.read(session, excluded));
            assertThat(AccountParity.compare(copied, again, Set.of()).items())
                    .hasSizeGreaterThan(3)
                    .allMatch(item -> item.verdict().equals(Verdict.SAME));
        } finally {
            copied();
        }
    }

    @Test
    void says_what_it_did_and_could_not_do() {
        assertThat(result.created())
                .containsExactly(
                        "'copied_app'@'%'", "'copied_old'@'localhost'", "'copied_ops'@'10.%'", "`copied_role`");
        assertThat(result.leftAlone()).containsExactly("'copied_both'@'%'");
        assertThat(result.notes())
                .containsExactly(
                        "'copied_other'@'%' exists on target with other grants or another password and was left as it is",
                        "'copied_ops'@'10.%': FILE, SUPER ON *.* was refused:"
                                + " Access denied for user 'admin'@'%' (using password: YES)");
    }

    @Test
    void an_application_logs_in_with_the_password_it_had() {
        assertThat(Pair.rows(Pair.TARGET.as(APP), "SELECT CURRENT_USER()")).containsExactly("copied_app@%");
        Pair.rows(Pair.TARGET.as(APP), "SELECT COUNT(*) FROM account_test.t");
    }

    @Test
    void hashes_and_grants_are_the_same_to_the_comparison() {
        Set<String> excluded = others(Pair.SOURCE);
        excluded.addAll(others(Pair.TARGET));
        Accounts here = Pair.ask(Pair.SOURCE, session -> Accounts.read(session, excluded));
        Accounts there = Pair.ask(Pair.TARGET, session -> Accounts.read(session, excluded));

        assertThat(AccountParity.compare(here, there, Set.of()).items())
                .contains(
                        new Item("account", "'copied_app'@'%'", Verdict.SAME, ""),
                        new Item("account", "'copied_old'@'localhost'", Verdict.SAME, ""),
                        new Item("account", "'copied_both'@'%'", Verdict.SAME, ""),
                        new Item("role", "`copied_role`", Verdict.SAME, ""))
                .filteredOn(item -> !item.verdict().equals(Verdict.SAME))
                .extracting(Item::name)
                .containsExactly("'copied_ops'@'10.%'", "'copied_other'@'%'");
    }

    @Test
    void copying_again_changes_nothing() {
        AccountResult again = copied();

        assertThat(again.created()).isEmpty();
        assertThat(again.leftAlone())
                .containsExactly("'copied_app'@'%'", "'copied_both'@'%'", "'copied_old'@'localhost'", "`copied_role`");
    }

    @Test
    void a_role_is_read_behind_a_grant_with_options() {
        Accounts read = Pair.ask(Pair.SOURCE_ADMIN, session -> {
            session.execute("SET sql_log_bin = 0");
            session.execute("GRANT PROCESS ON *.* TO copied_app@'%' WITH MAX_USER_CONNECTIONS 7");
            return Accounts.read(session, others(Pair.SOURCE));
        });

        assertThat(read.unreadable()).isEmpty();
        assertThat(read.accounts())
                .filteredOn(account -> account.user().equals("copied_role"))
                .singleElement()
                .satisfies(role -> assertThat(role.grants()).isNotEmpty());
    }

    @Test
    void no_hash_is_in_what_is_reported() {
        String hash = Pair.rows(Pair.SOURCE_ADMIN, "SELECT Password FROM mysql.user WHERE User = 'copied_ops'")
                .get(0);

        assertThat(hash).hasSize(41);
        assertThat(result.toString()).doesNotContain(hash);
    }

    /** All names but those of this test. */
    private static Set<String> others(Server server) {
        return Pair.rows(server, "SELECT User FROM mysql.user WHERE User NOT LIKE 'copied%'").stream()
                .collect(Collectors.toSet());
    }
}
