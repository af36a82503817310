package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.account;

import java.util.List;

/** Who may do what. {@code @A} is an account, {@code @R} a role. */
final class AccountCases {
    private static final String NEW = "CREATE USER @A IDENTIFIED BY 'right'";

    static final List<Case> ALL = List.of(
            account("an account that is missing")
                    .trap("its applications are refused, and what it defines fails when it is called")
                    .both(NEW)
                    .target("DROP USER @A")
                    .neighbour("an account made again", "DROP USER @A", NEW)
                    .answer("Different: account A: missing on target"),
            account("an account that is too much")
                    .target(NEW)
                    .neighbour(
                            "an account of RDS itself on the target only",
                            "CREATE USER rdsproxyadmin@'%' IDENTIFIED BY 'x'",
                            NEW)
                    .neighbourSource(NEW)
                    .answer("Different: account A: on target only"),
            account("another password")
                    .trap("hashes are compared and never shown")
                    .both(NEW)
                    .target("SET PASSWORD FOR @A = PASSWORD('wrong')")
                    .neighbour(
                            "the same password, given as its hash",
                            "SET PASSWORD FOR @A = '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'")
                    .neighbourSource("SET PASSWORD FOR @A = PASSWORD('password')")
                    .answer("Different: account A: another password"),
            account("no password any more")
                    .both(NEW)
                    .target("SET PASSWORD FOR @A = ''")
                    .neighbour(
                            "a password taken and given",
                            "SET PASSWORD FOR @A = ''",
                            "SET PASSWORD FOR @A = PASSWORD('right')")
                    .answer("Different: account A: another password"),
            account("another plugin")
                    .since(Since.V10_4)
                    .both(NEW)
                    .target("ALTER USER @A IDENTIFIED VIA unix_socket")
                    .neighbour(
                            "the plugin said aloud",
                            "ALTER USER @A IDENTIFIED VIA mysql_native_password USING PASSWORD('right')")
                    .answer(
                            "Different: account A: proves itself by mysql_native_password on source, by unix_socket on target; another password"),
            account("a second way to prove oneself")
                    .since(Since.V10_4)
                    .both("CREATE USER @A IDENTIFIED VIA mysql_native_password USING PASSWORD('right')")
                    .target("ALTER USER @A IDENTIFIED VIA mysql_native_password USING PASSWORD('right') OR unix_socket")
                    .neighbour("the same way, said again", "ALTER USER @A IDENTIFIED BY 'right'")
                    .answer(
                            "Different: account A: proves itself by mysql_native_password on source, by mysql_native_password OR unix_socket on target; another password"),
            grant(
                    "a lost right on everything",
                    "PROCESS ON *.*",
                    "REVOKE PROCESS ON *.* FROM @A",
                    missing("PROCESS ON *.*"),
                    "a right revoked and granted",
                    "REVOKE PROCESS ON *.* FROM @A",
                    "GRANT PROCESS ON *.* TO @A"),
            grant(
                    "a lost right on a database",
                    "SELECT, INSERT ON matrix_rights.*",
                    "REVOKE INSERT ON matrix_rights.* FROM @A",
                    missing("INSERT ON `matrix_rights`.*"),
                    "two grants for one, in another order",
                    "REVOKE SELECT, INSERT ON matrix_rights.* FROM @A",
                    "GRANT INSERT ON matrix_rights.* TO @A",
                    "GRANT SELECT ON matrix_rights.* TO @A"),
            grant(
                    "a right on a database that is too much",
                    "SELECT ON matrix_rights.*",
                    "GRANT DELETE ON matrix_rights.* TO @A",
                    extra("DELETE ON `matrix_rights`.*"),
                    "a right granted twice",
                    "GRANT SELECT ON matrix_rights.* TO @A"),
            grant(
                    "a right on databases by pattern",
                    "SELECT ON `matrix\\_%`.*",
                    "REVOKE SELECT ON `matrix\\_%`.* FROM @A",
                    missing("SELECT ON `matrix\\_%`.*"),
                    "the pattern granted again",
                    "REVOKE SELECT ON `matrix\\_%`.* FROM @A",
                    "GRANT SELECT ON `matrix\\_%`.* TO @A"),
            grant(
                    "a lost right on a table",
                    "SELECT, UPDATE ON matrix_rights.t",
                    "REVOKE UPDATE ON matrix_rights.t FROM @A",
                    missing("UPDATE ON `matrix_rights`.`t`"),
                    "TABLE said aloud",
                    "GRANT SELECT ON TABLE matrix_rights.t TO @A"),
            grant(
                    "a lost right on a column",
                    "SELECT (a, b) ON matrix_rights.t",
                    "REVOKE SELECT (b) ON matrix_rights.t FROM @A",
                    missing("SELECT (`b`) ON `matrix_rights`.`t`"),
                    "columns in another order",
                    "REVOKE SELECT (a, b) ON matrix_rights.t FROM @A",
                    "GRANT SELECT (b, a) ON matrix_rights.t TO @A"),
            grant(
                    "a right on a column that became one on the table",
                    "SELECT (a) ON matrix_rights.t",
                    "GRANT SELECT ON matrix_rights.t TO @A",
                    extra("SELECT ON `matrix_rights`.`t`"),
                    "the column in other letters",
                    "REVOKE SELECT (a) ON matrix_rights.t FROM @A",
                    "GRANT SELECT (A) ON matrix_rights.t TO @A"),
            grant(
                    "a lost right on a procedure",
                    "EXECUTE ON PROCEDURE matrix_rights.p",
                    "REVOKE EXECUTE ON PROCEDURE matrix_rights.p FROM @A",
                    missing("EXECUTE ON PROCEDURE `matrix_rights`.`p`"),
                    "the right granted again",
                    "REVOKE EXECUTE ON PROCEDURE matrix_rights.p FROM @A",
                    "GRANT EXECUTE ON PROCEDURE matrix_rights.p TO @A"),
            grant(
                    "a lost right on a function",
                    "EXECUTE ON FUNCTION matrix_rights.f",
                    "REVOKE EXECUTE ON FUNCTION matrix_rights.f FROM @A",
                    missing("EXECUTE ON FUNCTION `matrix_rights`.`f`"),
                    "the right granted twice",
                    "GRANT EXECUTE ON FUNCTION matrix_rights.f TO @A"),
            grant(
                    "GRANT OPTION that is too much",
                    "SELECT ON matrix_rights.*",
                    "GRANT SELECT ON matrix_rights.* TO @A WITH GRANT OPTION",
                    extra("GRANT OPTION ON `matrix_rights`.*"),
                    "GRANT OPTION given and taken",
                    "GRANT SELECT ON matrix_rights.* TO @A WITH GRANT OPTION",
                    "REVOKE GRANT OPTION ON matrix_rights.* FROM @A"),
            grant(
                    "GRANT OPTION that was lost",
                    "SELECT ON *.* TO @A WITH GRANT OPTION",
                    "REVOKE GRANT OPTION ON *.* FROM @A",
                    missing("GRANT OPTION ON *.*"),
                    "the right with its option granted again",
                    "GRANT SELECT ON *.* TO @A WITH GRANT OPTION"),
            grant(
                            "ALL PRIVILEGES on everything",
                            "ALL PRIVILEGES ON *.*",
                            "REVOKE SHUTDOWN ON *.* FROM @A",
                            "",
                            "ALL for ALL PRIVILEGES",
                            "GRANT ALL ON *.* TO @A")
                    .answer("Different: account A: grant ALL PRIVILEGES ON *.* is missing on target"),
            account("all rights on a table but one")
                    .both(NEW, "GRANT ALL PRIVILEGES ON matrix_rights.t TO @A")
                    .target("REVOKE TRIGGER ON matrix_rights.t FROM @A")
                    .neighbour("ALL for ALL PRIVILEGES", "GRANT ALL ON matrix_rights.t TO @A")
                    .quiet(
                            "Same",
                            "Same: Allowed account A: DELETE HISTORY ON `matrix_rights`.`t`, which source has not")
                    .answer("Different: account A: " + missing("TRIGGER ON `matrix_rights`.`t`")),
            account("a right that everybody has")
                    .trap("PUBLIC is not an account and no role that one could be given")
                    .since(Since.V10_10)
                    .both(NEW, "GRANT SELECT ON `@N`.* TO PUBLIC")
                    .target("REVOKE SELECT ON `@N`.* FROM PUBLIC")
                    .neighbour("the right granted twice", "GRANT SELECT ON `@N`.* TO PUBLIC")
                    .answer("Different: role PUBLIC: grant SELECT ON D.* is missing on target"),
            account("a right to speak for another account")
                    .both(NEW, "CREATE USER '@N'@'10.9.%'", "GRANT PROXY ON '@N'@'10.9.%' TO @A")
                    .target("REVOKE PROXY ON '@N'@'10.9.%' FROM @A")
                    .neighbour(
                            "the right granted again",
                            "REVOKE PROXY ON '@N'@'10.9.%' FROM @A",
                            "GRANT PROXY ON '@N'@'10.9.%' TO @A")
                    .answer("Different: account A: grant PROXY ON N@'10.9.%' is missing on target"),
            account("rights of an account without a name")
                    .trap("a limit: whoever has no account of its own comes in as this one; it is left out")
                    .both(NEW)
                    .target("CREATE USER ''@'@N'")
                    .neighbour("no such account", "CREATE USER ''@'@N'", "DROP USER ''@'@N'")
                    .answer("Same"),
            account("all rights on a database, of which the source knows one less")
                    .since(Since.TARGET_V11_4)
                    .both(NEW, "GRANT ALL PRIVILEGES ON matrix_rights.* TO @A")
                    .target("REVOKE EVENT ON matrix_rights.* FROM @A")
                    .neighbour("a right that came with the newer server")
                    .quiet(
                            "Same: Allowed account A: SHOW CREATE ROUTINE ON `matrix_rights`.*, which source has not",
                            "Same: Allowed account A: DELETE HISTORY ON `matrix_rights`.*, SHOW CREATE ROUTINE ON"
                                    + " `matrix_rights`.*, which source has not")
                    .answer("Different: account A: grant EVENT ON `matrix_rights`.* is missing on target"),
            grant(
                            "a right that has two names",
                            "REPLICATION CLIENT ON *.*",
                            "REVOKE REPLICATION CLIENT ON *.* FROM @A",
                            missing("REPLICATION CLIENT ON *.*"),
                            "BINLOG MONITOR for REPLICATION CLIENT",
                            "REVOKE REPLICATION CLIENT ON *.* FROM @A",
                            "GRANT BINLOG MONITOR ON *.* TO @A")
                    .since(Since.V10_5),
            account("a role that is not granted")
                    .both(NEW, "CREATE ROLE @R", "GRANT SELECT ON matrix_rights.* TO @R", "GRANT @R TO @A")
                    .target("REVOKE @R FROM @A")
                    .neighbour("a role revoked and granted", "REVOKE @R FROM @A", "GRANT @R TO @A")
                    .answer("Different: account A: grant ROLE R is missing on target"),
            account("a role with fewer rights")
                    .both(NEW, "CREATE ROLE @R", "GRANT SELECT, INSERT ON matrix_rights.* TO @R", "GRANT @R TO @A")
                    .target("REVOKE INSERT ON matrix_rights.* FROM @R")
                    .neighbour("a role's right granted twice", "GRANT INSERT ON matrix_rights.* TO @R")
                    .answer("Different: role R: grant INSERT ON `matrix_rights`.* is missing on target"),
            account("a role that is missing")
                    .both(NEW, "CREATE ROLE @R")
                    .target("DROP ROLE @R")
                    .neighbour("a role made again", "DROP ROLE @R", "CREATE ROLE @R")
                    .answer("Different: role R: missing on target"),
            account("a default role that was lost")
                    .trap("the account has its rights only after SET ROLE")
                    .both(NEW, "CREATE ROLE @R", "GRANT @R TO @A", "SET DEFAULT ROLE @R FOR @A")
                    .target("SET DEFAULT ROLE NONE FOR @A")
                    .neighbour(
                            "the default role set again", "SET DEFAULT ROLE NONE FOR @A", "SET DEFAULT ROLE @R FOR @A")
                    .answer(
                            "Different: account A: default role is 'm_a_default_role_that_was_lost_r' on source, '' on target"),
            account("ADMIN OPTION that is too much")
                    .both(NEW, "CREATE ROLE @R", "GRANT @R TO @A")
                    .target("GRANT @R TO @A WITH ADMIN OPTION")
                    .neighbour(
                            "ADMIN OPTION given and taken",
                            "GRANT @R TO @A WITH ADMIN OPTION",
                            "REVOKE ADMIN OPTION FOR @R FROM @A")
                    .answer("Different: account A: grant ADMIN OF ROLE R is missing on source"),
            option("TLS that is required no more", " REQUIRE SSL", " REQUIRE NONE", "REQUIRE SSL is missing on target"),
            option(
                    "another certificate",
                    " REQUIRE SUBJECT '/CN=a'",
                    " REQUIRE SUBJECT '/CN=b'",
                    "REQUIRE SUBJECT '/CN=a' is missing on target; REQUIRE SUBJECT '/CN=b' is missing on source"),
            option(
                    "a limit of queries",
                    " WITH MAX_QUERIES_PER_HOUR 7",
                    " WITH MAX_QUERIES_PER_HOUR 0",
                    "MAX_QUERIES_PER_HOUR 7 is missing on target"),
            option(
                    "a limit of connections",
                    " WITH MAX_USER_CONNECTIONS 7",
                    " WITH MAX_USER_CONNECTIONS 8",
                    "MAX_USER_CONNECTIONS 7 is missing on target; MAX_USER_CONNECTIONS 8 is missing on source"),
            altered(
                            "a limit of time",
                            "MAX_STATEMENT_TIME 7",
                            "WITH MAX_STATEMENT_TIME 0",
                            "MAX_STATEMENT_TIME 7.000000 is missing on target")
                    .since(Since.V10_2),
            altered(
                            "an account that is locked no more",
                            "ACCOUNT LOCK",
                            "ACCOUNT UNLOCK",
                            "ACCOUNT LOCK is missing on target")
                    .since(Since.V10_4),
            altered(
                            "a password that has expired",
                            "PASSWORD EXPIRE",
                            "IDENTIFIED BY 'right'",
                            "PASSWORD EXPIRE is missing on target")
                    .since(Since.V10_4),
            altered(
                            "a password that will expire",
                            "PASSWORD EXPIRE INTERVAL 30 DAY",
                            "PASSWORD EXPIRE NEVER",
                            "PASSWORD EXPIRE INTERVAL 30 DAY is missing on target; PASSWORD EXPIRE NEVER is missing on source")
                    .since(Since.V10_4),
            account("the same name from another host")
                    .trap("an account is a name and a host")
                    .both(NEW)
                    .target("RENAME USER @A TO '@N'@'10.%'")
                    .neighbour(
                            "an account renamed and renamed back",
                            "RENAME USER @A TO '@N'@'10.%'",
                            "RENAME USER '@N'@'10.%' TO @A")
                    .answer("Different: account A: missing on target; account N@'10.%': on target only"));

    private AccountCases() {}

    private static String missing(String grant) {
        return "grant " + grant + " is missing on target";
    }

    private static String extra(String grant) {
        return "grant " + grant + " is missing on source";
    }

    private static Case grant(
            String name, String right, String damage, String answer, String neighbour, String... harmless) {
        return account(name)
                .both(NEW, "GRANT " + right + (right.contains(" TO ") ? "" : " TO @A"))
                .target(damage)
                .neighbour(neighbour, harmless)
                .answer("Different: account A: " + answer);
    }

    private static Case option(String name, String here, String there, String answer) {
        return account(name)
                .both(NEW, "GRANT USAGE ON *.* TO @A" + here)
                .target("GRANT USAGE ON *.* TO @A" + there)
                .neighbour("the same, said again", "GRANT USAGE ON *.* TO @A" + here)
                .answer("Different: account A: " + answer);
    }

    private static Case altered(String name, String here, String there, String answer) {
        String with = here.startsWith("MAX") ? "WITH " : "";
        return account(name)
                .both(NEW, "ALTER USER @A " + with + here)
                .target("ALTER USER @A " + there)
                .neighbour("the same, said again", "ALTER USER @A " + there, "ALTER USER @A " + with + here)
                .answer("Different: account A: " + answer);
    }
}
