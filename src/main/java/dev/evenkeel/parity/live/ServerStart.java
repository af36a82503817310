package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Session;

/**
 * Which server answers, and since when it runs.
 *
 * @param second of the server's own clock, right except for one
 */
record ServerStart(long serverId, long second) {
    /** A clock that is set right meanwhile moves it, too. */
    private static final long TOLERANCE = 5;

    static ServerStart of(Session session) {
        return session.first(
                        "SELECT @@GLOBAL.server_id, UNIX_TIMESTAMP() - VARIABLE_VALUE"
                                + " FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME'",
                        row -> new ServerStart(row.number(1), row.number(2)))
                .orElseThrow();
    }

    boolean same(ServerStart other) {
        return serverId == other.serverId && Math.abs(second - other.second) <= TOLERANCE;
    }
}
