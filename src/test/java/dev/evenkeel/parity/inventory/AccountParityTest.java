package dev.evenkeel.parity.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.environment.Accepted;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AccountParityTest {
    private static final Account APP = account("app", "*HASH1", Set.of("REQUIRE SSL"), Set.of("SELECT ON `shop`.*"));
    private static final Account REPL = account("repl", "*HASH2", Set.of(), Set.of("REPLICATION SLAVE ON *.*"));

    @Test
    void equal_accounts_are_the_same() {
        PartResult result = compare(List.of(APP, REPL), List.of(REPL, APP));

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.items()).extracting(Item::name).containsExactly("'app'@'%'", "'repl'@'%'");
    }

    @Test
    void another_password_is_found_and_no_hash_is_shown() {
        PartResult result =
                compare(List.of(APP, REPL), List.of(account("app", "*HASH9", APP.options(), APP.grants()), REPL));

        assertThat(result.items())
                .containsExactly(
                        new Item("account", "'app'@'%'", Verdict.DIFFERENT, "another password"),
                        new Item("account", "'repl'@'%'", Verdict.SAME, ""));
        assertThat(result.toString() + APP).doesNotContain("HASH");
    }

    @Test
    void lost_and_added_rights_are_named() {
        Account damaged = account("app", "*HASH1", Set.of(), Set.of("INSERT ON `shop`.*"));

        assertThat(compare(List.of(APP), List.of(damaged)).items())
                .containsExactly(new Item(
                        "account",
                        "'app'@'%'",
                        Verdict.DIFFERENT,
                        "REQUIRE SSL is missing on target; grant SELECT ON `shop`.* is missing on target;"
                                + " grant INSERT ON `shop`.* is missing on source"));
    }

    @Test
    void who_holds_everything_lacks_nothing() {
        Account all = APP.withGrants(Set.of("ALL PRIVILEGES ON *.*"));
        Account some = APP.withGrants(Set.of("SELECT ON *.*", "GRANT OPTION ON *.*", "INSERT ON `shop`.*"));

        assertThat(compare(List.of(all), List.of(some)).items())
                .containsExactly(new Item(
                        "account",
                        "'app'@'%'",
                        Verdict.DIFFERENT,
                        "grant ALL PRIVILEGES ON *.* is missing on target; grant GRANT OPTION ON *.* is missing on"
                                + " source; grant INSERT ON `shop`.* is missing on source"));
    }

    @Test
    void a_right_the_older_server_has_not_may_be_more() {
        Account more = APP.withGrants(Set.of("SELECT ON `shop`.*", "DELETE HISTORY ON `shop`.*"));

        assertThat(compare(List.of(APP), List.of(more)).items())
                .containsExactly(new Item(
                        "account", "'app'@'%'", Verdict.ALLOWED, "DELETE HISTORY ON `shop`.*, which source has not"));
    }

    @Test
    void a_missing_account_differs_and_an_expected_one_may_be_there() {
        assertThat(compare(List.of(APP, REPL), List.of(APP)).items())
                .contains(new Item("account", "'repl'@'%'", Verdict.DIFFERENT, "missing on target"));
        assertThat(AccountParity.compare(
                                accounts("source", List.of(APP)),
                                accounts("target", List.of(APP, REPL)),
                                Set.of("repl"))
                        .items())
                .contains(new Item("account", "'repl'@'%'", Verdict.ALLOWED, "on target only, as expected"));
    }

    @Test
    void an_accepted_difference_hides_nothing_else() {
        Account mine = APP.withGrants(Set.of("SELECT ON `shop`.*", "SLAVE MONITOR ON *.*"));
        Account lesser = account("app", "*HASH1", APP.options(), APP.grants());
        Account another = account("app", "*HASH9", APP.options(), APP.grants());
        Map<String, Map<String, String>> accepted =
                Map.of("'app'@'%'", Map.of("grant replica monitor on *.*", "10.4 has no such privilege"));

        PartResult only = accepting(accepted, List.of(mine, REPL), List.of(lesser, REPL));
        assertThat(only.verdict()).isEqualTo(Verdict.SAME);
        assertThat(only.items())
                .contains(new Item(
                        "account",
                        "'app'@'%'",
                        Verdict.ALLOWED,
                        "grant SLAVE MONITOR ON *.* is missing on target: accepted in advance"));
        assertThat(only.accepted())
                .containsExactly(new Acceptance(
                        "accepted difference of account 'app'@'%': grant SLAVE MONITOR ON *.* is missing on target",
                        "10.4 has no such privilege"));
        assertThat(only.unused()).isEmpty();

        PartResult beside = accepting(accepted, List.of(mine, REPL), List.of(another, REPL));
        assertThat(beside.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(beside.items())
                .contains(new Item(
                        "account",
                        "'app'@'%'",
                        Verdict.DIFFERENT,
                        "another password; grant SLAVE MONITOR ON *.* is missing on target: accepted in advance"));

        // Nor the same of another account, nor that the target has more.
        assertThat(accepting(
                                accepted,
                                List.of(APP, REPL.withGrants(mine.grants())),
                                List.of(APP, REPL.withGrants(APP.grants())))
                        .verdict())
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(accepting(accepted, List.of(lesser), List.of(mine)).verdict())
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void a_missing_account_is_accepted_by_that_name_only() {
        assertThat(accepting(
                                Map.of("'repl'@'%'", Map.of("missing", "nobody uses it")),
                                List.of(APP, REPL),
                                List.of(APP))
                        .verdict())
                .isEqualTo(Verdict.SAME);
        assertThat(accepting(Map.of("'repl'@'%'", Map.of("password", "a new one")), List.of(APP, REPL), List.of(APP))
                        .verdict())
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void an_accepted_difference_that_is_no_more_is_noted() {
        PartResult result = accepting(
                Map.of(
                        "'app'@'%'", Map.of("password", "a new one"),
                        "'gone'@'%'", Map.of("missing", "nobody uses it")),
                List.of(APP),
                List.of(APP));

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.items()).extracting(Item::name).containsExactly("'app'@'%'");
        assertThat(result.unused())
                .containsExactly(
                        "the profile accepts the difference password of 'app'@'%' (a new one), and there is no such"
                                + " difference any more; take it out",
                        "the profile accepts the difference missing of 'gone'@'%' (nobody uses it), and there is no such"
                                + " difference any more; take it out");
    }

    @Test
    void what_is_no_difference_of_an_account_is_refused_in_words() {
        Map<String, String> known = Map.of(
                "missing", "x",
                "password", "x",
                "REQUIRE SSL", "x",
                "MAX_USER_CONNECTIONS 5", "x",
                "grant SELECT (a) ON `shop`.`orders`", "x",
                "grant ROLE `reader`", "x");
        assertThat(AcceptedNames.unacceptable(new Accepted(Map.of(), Map.of("'app'@'%'", known), Map.of())))
                .isEmpty();

        assertThat(AcceptedNames.unacceptable(new Accepted(
                        Map.of("no_such_setting", "x"),
                        Map.of(
                                "app", Map.of("missing", "x"),
                                "'app'@'%'", Map.of("grant EVERYTHING ON *.*", "x", "all", "x", "grant ", "x")),
                        Map.of())))
                .hasSize(5)
                .anyMatch(problem -> problem.startsWith("accept.settings names no_such_setting"))
                .contains("accept.accounts names app, which is not an account; write it as user@host, a role as `name`")
                .contains(
                        "accept.accounts.'app'@'%' names grant EVERYTHING ON *.*, which is not a kind of difference between accounts;"
                                + " known are missing, plugin, password, default role, an option such as REQUIRE SSL, and a single"
                                + " right such as grant SLAVE MONITOR ON *.*");
    }

    @Test
    void an_account_that_cannot_be_read_is_inconclusive() {
        Accounts doubtful = new Accounts("target", Set.of(), List.of(), 3, Map.of("'app'@'%'", "access denied"));

        PartResult result = AccountParity.compare(accounts("source", List.of(APP)), doubtful, Set.of());

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.items())
                .containsExactly(new Item(
                        "account", "'app'@'%'", Verdict.INCONCLUSIVE, "cannot be read on target: access denied"));
    }

    private static PartResult accepting(
            Map<String, Map<String, String>> accepted, List<Account> mine, List<Account> theirs) {
        return AccountParity.compare(accounts("source", mine), accounts("target", theirs), Set.of(), accepted);
    }

    private static PartResult compare(List<Account> mine, List<Account> theirs) {
        return AccountParity.compare(accounts("source", mine), accounts("target", theirs), Set.of());
    }

    private static Accounts accounts(String server, List<Account> accounts) {
        return new Accounts(server, Set.of("DELETE HISTORY"), accounts, accounts.size() + 1L, Map.of());
    }

    private static Account account(String user, String hash, Set<String> options, Set<String> grants) {
        return new Account(
                user,
                "%",
                false,
                "mysql_native_password",
                new Secret(hash),
                new TreeSet<>(options),
                new TreeSet<>(grants),
                List.of(),
                "");
    }
}
