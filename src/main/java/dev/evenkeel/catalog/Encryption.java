package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Session;
import java.util.List;

/** Whether a server's tablespaces are encrypted at rest, as far as the server itself can tell. */
public record Encryption(State state, String evidence) {
    /** What can be said. */
    public enum State {
        ENCRYPTED,
        NOT_ENCRYPTED,
        /** The server does not encrypt; storage below it may. Only the cloud's API could tell. */
        NOT_SHOWN
    }

    public static Encryption read(Session session) {
        boolean keys = session.number("SELECT COUNT(*) FROM information_schema.PLUGINS"
                        + " WHERE PLUGIN_TYPE = 'ENCRYPTION' AND PLUGIN_STATUS = 'ACTIVE'")
                > 0;
        if (!keys) {
            return new Encryption(State.NOT_SHOWN, "the server has no key management plugin");
        }
        List<String> open = session.list(
                "SELECT NAME FROM information_schema.INNODB_TABLESPACES_ENCRYPTION WHERE ENCRYPTION_SCHEME = 0",
                row -> row.text(1));
        long all = session.number("SELECT COUNT(*) FROM information_schema.INNODB_TABLESPACES_ENCRYPTION");
        return open.isEmpty() && all > 0
                ? new Encryption(State.ENCRYPTED, all + " tablespaces, all encrypted")
                : new Encryption(State.NOT_ENCRYPTED, open.size() + " of " + all + " tablespaces are not encrypted");
    }
}
