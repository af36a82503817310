package dev.evenkeel.fault;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;

/** Every connection to a server closed at once, as a firewall or a failover does; also those that replicate. */
public final class Connections {
    private Connections() {}

    /** @return how many were closed */
    public static int close(Server admin) {
        int closed = 0;
        try (Session session = admin.open()) {
            List<Long> others = session.list(
                    "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()"
                            + " AND USER NOT IN ('system user', 'event_scheduler')",
                    row -> row.number(1));
            for (long id : others) {
                try {
                    session.execute("KILL CONNECTION " + id);
                    closed++;
                } catch (DatabaseException e) {
                    // It ended by itself meanwhile.
                    continue;
                }
            }
        }
        return closed;
    }
}
