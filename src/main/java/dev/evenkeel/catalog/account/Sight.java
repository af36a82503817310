package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Session;
import java.util.List;

/**
 * What a session's account is shown. A server leaves out of its information schema whatever the account has no privilege
 * on, without a word, so that what is missing there looks as if it were not there.
 */
public final class Sight {
    private Sight() {}

    /**
     * The privileges that the account and its role lack on a database.
     *
     * @param database its name, or {@code *} for all there are
     */
    public static List<String> lacking(Session session, String database, List<String> needed) {
        List<String> given = privileges(session, database);
        return needed.stream().filter(privilege -> !given.contains(privilege)).toList();
    }

    private static List<String> privileges(Session session, String database) {
        String account = session.text("SELECT CURRENT_USER()");
        int at = account.lastIndexOf('@');
        String self = "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'";
        String role = session.first(
                        "SELECT CURRENT_ROLE()", row -> row.optional(1).orElse(""))
                .orElse("");
        return session.list("""
                SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE IN (?, ?)
                UNION ALL
                SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES
                WHERE GRANTEE IN (?, ?) AND ? LIKE TABLE_SCHEMA
                """, row -> row.text(1), self, "'" + role + "'@''", self, "'" + role + "'@''", database);
    }
}
