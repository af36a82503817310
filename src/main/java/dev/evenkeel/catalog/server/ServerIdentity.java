package dev.evenkeel.catalog.server;

import dev.evenkeel.mariadb.Session;

/** Who a server is, and whom it takes a session for. */
public final class ServerIdentity {
    private ServerIdentity() {}

    /** Its server_id, by which replication distinguishes servers. */
    public static long serverId(Session session) {
        return session.number("SELECT @@GLOBAL.server_id");
    }

    /** Which server answers, however it is reached: two addresses of one server have the same text. */
    public static String instance(Session session) {
        return session.text("SELECT CONCAT_WS('/', @@hostname, @@port, @@datadir, @@GLOBAL.server_id)");
    }

    /** Whether the account may read every database: what it may not read does not exist for it. */
    public static boolean readsEverything(Session session) {
        return session.number("""
                SELECT COUNT(*) FROM information_schema.user_privileges
                WHERE privilege_type = 'SELECT'
                  AND grantee = CONCAT('\\'', REPLACE(CURRENT_USER(), '@', '\\'@\\''), '\\'')""") > 0;
    }

    /** The account that the session has, as {@code user@host}. */
    public static String account(Session session) {
        return session.text("SELECT CURRENT_USER()");
    }
}
