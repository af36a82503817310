package dev.evenkeel.parity.strangers;

import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who could change rows and no binlog would tell: what a live proof cannot see, and therefore says. */
public final class SilentWriters {
    private SilentWriters() {}

    /** A sentence for each side on which there are such accounts, or accounts cannot be seen. */
    public static List<String> limits(LiveSides sides) {
        return Stream.of(sides.source(), sides.target())
                .map(SilentWriters::limit)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> limit(Server server) {
        try (Session session = server.openPinned()) {
            // Without it the list would hold this account alone.
            session.number("SELECT COUNT(*) FROM mysql.user");
            List<String> accounts = session
                    .list(
                            "SELECT DISTINCT grantee FROM information_schema.user_privileges"
                                    + " WHERE privilege_type IN ('SUPER', 'BINLOG ADMIN') ORDER BY grantee",
                            row -> row.text(1))
                    .stream()
                    .filter(account -> !Accounts.SYSTEM.contains(user(account)))
                    .toList();
            return accounts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "on the " + server.name() + " " + String.join(", ", accounts)
                                    + " may write with sql_log_bin = 0 (SUPER or BINLOG ADMIN); no binlog records that, so it shows only in rows that are compared later");
        } catch (DatabaseException e) {
            return Optional.of(
                    "who may write with sql_log_bin = 0 on the " + server.name() + " cannot be seen: " + e.reason());
        }
    }

    /** {@code 'name'@'host'} without its host. */
    private static String user(String account) {
        return account.substring(1, account.lastIndexOf("'@'"));
    }
}
