package dev.evenkeel.replication.writes;

import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Set;

/**
 * Somebody who is connected to a server that nobody should need any more.
 *
 * @param thread the number of the connection; a server gives them in ascending order
 * @param host as the server sees it, without the port
 * @param doing Sleep, Query and so on
 */
public record Guest(long thread, String user, String host, String doing) {
    /** The server itself, replication and the provider. */
    private static final Set<String> HOUSE =
            Set.of("system user", "event_scheduler", "rdsadmin", "rdsrepladmin", "rdstopmgr", "unauthenticated user");

    private static final Set<String> REPLICATION =
            Set.of("Binlog Dump", "Binlog Dump GTID", "Daemon", "Slave_IO", "Slave_SQL", "Slave_worker");

    /**
     * All of them, as far as the session's account may see them.
     *
     * @param own users of this run; they are left out where they come from the same host as this session
     * @param known users that may stay, for example a monitoring's
     */
    public static List<Guest> of(Session session, Set<String> own, Set<String> known) {
        String ownHost = session.text("SELECT SUBSTRING_INDEX(USER(), '@', -1)");
        return session
                .list("SELECT ID, USER, HOST, COMMAND FROM information_schema.PROCESSLIST ORDER BY ID", Guest::of)
                .stream()
                .filter(guest -> !HOUSE.contains(guest.user()) && !REPLICATION.contains(guest.doing()))
                .filter(guest -> !known.contains(guest.user()))
                .filter(guest -> !own.contains(guest.user()) || !guest.host().equals(ownHost))
                .toList();
    }

    private static Guest of(Row row) {
        // An IPv6 address holds colons, and the port is always after the last one.
        String host = row.text(3);
        return new Guest(row.number(1), row.text(2), host.replaceFirst(":[0-9]+$", ""), row.text(4));
    }

    /** Whether the session's account sees the connections of others too. */
    public static boolean allSeen(Session session) {
        return session.first("""
                        SELECT 1 FROM information_schema.USER_PRIVILEGES
                        WHERE PRIVILEGE_TYPE = 'PROCESS'
                          AND GRANTEE = CONCAT(
                              QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@',
                              QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))
                        """, row -> true).isPresent();
    }

    /** The number of this connection; whoever has a higher one came later. */
    public static long newest(Session session) {
        return session.number("SELECT CONNECTION_ID()");
    }
}
