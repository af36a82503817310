package dev.evenkeel.provision.containers;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.provision.standin.RdsStandIn;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server of a container runs whenever it starts, before it answers anybody. The entry point of its image makes accounts,
 * some without a password, on a server of its own that no network reaches; when the port opens, they are gone. So nobody needs a
 * password for them, and none is in what the engine shows about a container.
 *
 * <p>Every version from 10.0 to 11.8 runs through this before it answers the first connection.
 */
final class ContainerAccounts {
    /** Where rights are kept; those of an account that is gone would be those of the next one of its name. */
    private static final List<String> RIGHTS =
            List.of("db", "tables_priv", "columns_priv", "procs_priv", "proxies_priv", "roles_mapping");

    private ContainerAccounts() {}

    /** One statement a line: no account but the administrator's, with this run's password. */
    static List<String> ours(Secret adminPassword) {
        List<String> statements = new ArrayList<>(nobody("NOT @@skip_networking"));
        statements.addAll(RdsStandIn.initStatements(adminPassword, "%"));
        return statements;
    }

    /** The same for a server that was set up: one that has lost its data, as a disk in memory does, admits nobody at all. */
    static List<String> kept() {
        return nobody("NOT @@skip_networking AND NOT EXISTS (SELECT * FROM mysql.user WHERE User = "
                + Quoting.text(RdsStandIn.ADMIN) + ")");
    }

    /** The entry point's own server, which has no network, keeps its accounts. That of views of the server's own logs in nowhere. */
    private static List<String> nobody(String when) {
        List<String> statements = new ArrayList<>(List.of(
                "SET sql_log_bin = 0;",
                "SET @nobody = " + when + ";",
                // From 10.4 on mysql.user is a view.
                "SET @accounts = IF(EXISTS (SELECT * FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA = 'mysql' AND TABLE_NAME = 'global_priv'), 'global_priv', 'user');",
                "SET @text = CONCAT('DELETE FROM mysql.', @accounts, ' WHERE @nobody AND User <> ''mariadb.sys''');",
                "PREPARE deleted FROM @text;",
                "EXECUTE deleted;",
                "DEALLOCATE PREPARE deleted;"));
        RIGHTS.forEach(
                table -> statements.add("DELETE FROM mysql." + table + " WHERE @nobody AND User <> 'mariadb.sys';"));
        statements.add("FLUSH PRIVILEGES;");
        return statements;
    }
}
