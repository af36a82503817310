package dev.evenkeel.parity.matrix;

import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.AccountParity;
import dev.evenkeel.parity.inventory.PartResult;
import java.util.List;
import java.util.Set;

/**
 * The cases about accounts. In their statements {@code @A} is the case's account, {@code @R} its role and {@code @N} its
 * bare name.
 */
final class AccountRun {
    private static final String DATABASE = "matrix_rights";
    private static final int ATTEMPTS = 20;

    private final Pair pair;
    private final List<Case> cases;
    private final Answers answers;

    AccountRun(Pair pair, List<Case> cases, Answers answers) {
        this.pair = pair;
        this.cases = cases;
        this.answers = answers;
    }

    void run() {
        try {
            List<Accounts> accounts = planted(0);
            // 10.1.8 does at times not find its roles, and goes on so until there are other accounts.
            for (int attempt = 1; attempt < ATTEMPTS && !readable(accounts); attempt++) {
                pair.both(this::remove, this::remove);
                accounts = planted(attempt);
            }
            PartResult whole = AccountParity.compare(accounts.get(0), accounts.get(1), Set.of());
            for (Case one : cases) {
                answers.damaged(one, about(whole, one.damagedPlace()));
                answers.harmless(one, about(whole, one.harmlessPlace()));
            }
        } finally {
            pair.both(this::remove, this::remove);
        }
    }

    private List<Accounts> planted(int others) {
        pair.both(session -> plant(session, true, others), session -> plant(session, false, others));
        return pair.read(session -> Accounts.read(session, Set.of()));
    }

    private static boolean readable(List<Accounts> accounts) {
        return accounts.stream().allMatch(side -> side.unreadable().isEmpty());
    }

    private static String about(PartResult whole, String place) {
        PartResult result = Items.about(
                whole, item -> item.name().contains(place) || item.detail().contains("`" + place + "`"));
        return Items.answer(result, text -> text.replace("'" + place + "'@'%'", "A")
                .replace("'" + place + "'", "N")
                .replace("`" + place + "`", "D")
                .replace("`" + place + "_r`", "R"));
    }

    private void plant(Session session, boolean source, int others) {
        session.execute(
                "INSERT IGNORE INTO mysql.proxies_priv (host, user, proxied_host, proxied_user, with_grant, grantor)"
                        + " SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', -1), SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '', '', 1, ''");
        session.execute("FLUSH PRIVILEGES");
        session.execute("DROP DATABASE IF EXISTS " + DATABASE);
        session.execute("CREATE DATABASE " + DATABASE);
        session.execute("CREATE TABLE matrix_rights.t (a INT, b INT)");
        session.execute("CREATE PROCEDURE matrix_rights.p() SELECT 1");
        session.execute("CREATE FUNCTION matrix_rights.f() RETURNS INT RETURN 1");
        for (int i = 0; i < others; i++) {
            session.execute("CREATE USER 'm_other_" + i + "'@'%'");
        }
        for (Case one : cases) {
            try {
                plant(
                        session,
                        one.damagedPlace(),
                        one.both(),
                        source ? one.damage().source() : one.damage().target());
                plant(
                        session,
                        one.harmlessPlace(),
                        one.both(),
                        source ? one.harmless().source() : one.harmless().target());
            } catch (DatabaseException e) {
                answers.failed(one, Pair.reason(e));
            }
        }
    }

    private static void plant(Session session, String place, List<String> common, List<String> own) {
        for (List<String> statements : List.of(common, own)) {
            for (String statement : statements) {
                session.execute(statement
                        .replace("@A", "'" + place + "'@'%'")
                        .replace("@R", place + "_r")
                        .replace("@N", place));
            }
        }
    }

    private void remove(Session session) {
        session.execute("DROP DATABASE IF EXISTS " + DATABASE);
        session.list(
                        "SELECT CONCAT('REVOKE ALL PRIVILEGES ON `', db, '`.* FROM PUBLIC') FROM mysql.db WHERE user = 'PUBLIC'",
                        row -> row.text(1))
                .forEach(session::execute);
        List<String> names = session.list(
                "SELECT CONCAT(IF(host = '', 'ROLE ', 'USER '), QUOTE(user), IF(host = '', '', CONCAT('@', QUOTE(host))))"
                        + " FROM mysql.user WHERE user LIKE 'm\\_%' OR user LIKE 'n\\_%' OR host LIKE 'm\\_%'"
                        + " OR host LIKE 'n\\_%' OR user = 'rdsproxyadmin'",
                row -> row.text(1));
        names.forEach(name -> session.execute("DROP " + name));
        session.execute("DELETE FROM mysql.proxies_priv WHERE user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)");
        session.execute("FLUSH PRIVILEGES");
    }
}
