package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Session;

/** Who a server is, and whom it takes a session for. */
public final class ServerIdentity {
    private ServerIdentity() {}

    /** Its server_id, by which replication tells servers apart. */
    public static long serverId(Session session) {
        return session.number("SELECT @@GLOBAL.server_id");
    }

    /** The account that the session has, as {@code user@host}. */
    public static String account(Session session) {
        return session.text("SELECT CURRENT_USER()");
    }
}
