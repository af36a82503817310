package dev.evenkeel.catalog.server;

import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether what a server stores is encrypted at rest, as far as the server itself can tell.
 *
 * @param evidence the finding in one line
 * @param details what it rests on: a line for every tablespace and every setting
 */
public record Encryption(State state, String evidence, List<String> details) {
    /** What else a server writes to its disk, by the variable that says whether it is encrypted. */
    private static final Map<String, String> BESIDE_TABLESPACES = new TreeMap<>(Map.of(
            "innodb_encrypt_log", "the redo log",
            "encrypt_binlog", "the binlog",
            "encrypt_tmp_files", "temporary files",
            "encrypt_tmp_disk_tables", "temporary tables",
            "innodb_encrypt_temporary_tables", "InnoDB's temporary tables"));

    private static final int SHOWN = 5;

    public Encryption {
        details = List.copyOf(details);
    }

    /** What can be said. */
    public enum State {
        ENCRYPTED,
        NOT_ENCRYPTED,
        /** The server does not encrypt; storage below it may. Only the cloud's API could tell. */
        NOT_SHOWN
    }

    /** Whether it is encrypted; empty where the server does not show that. */
    public Optional<Boolean> shown() {
        return state == State.NOT_SHOWN ? Optional.empty() : Optional.of(state == State.ENCRYPTED);
    }

    public static Encryption read(Session session) {
        boolean keys = session.number("SELECT COUNT(*) FROM information_schema.PLUGINS"
                        + " WHERE PLUGIN_TYPE = 'ENCRYPTION' AND PLUGIN_STATUS = 'ACTIVE'")
                > 0;
        if (!keys) {
            return new Encryption(State.NOT_SHOWN, "the server has no key management plugin", List.of());
        }
        List<String> details = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<Tablespace> tablespaces = tablespaces(session);
        for (Tablespace tablespace : tablespaces) {
            details.add("tablespace " + tablespace.name() + ": scheme " + tablespace.scheme() + ", oldest key version "
                    + tablespace.keyVersion());
            if (!tablespace.encrypted()) {
                open.add(tablespace.name());
            }
        }
        List<String> beside = new ArrayList<>();
        settings(session).forEach((variable, value) -> {
            details.add(variable + " = " + value);
            if (!value.equals("ON")) {
                beside.add(BESIDE_TABLESPACES.get(variable));
            }
        });
        return judged(tablespaces.size(), open, beside, details);
    }

    private static Encryption judged(int all, List<String> open, List<String> beside, List<String> details) {
        if (all == 0) {
            return new Encryption(State.NOT_ENCRYPTED, "no tablespace is shown to be encrypted", details);
        }
        List<String> found = new ArrayList<>();
        if (!open.isEmpty()) {
            found.add(open.size() + " of " + all + " tablespaces are not encrypted ("
                    + String.join(", ", open.subList(0, Math.min(SHOWN, open.size())))
                    + (open.size() > SHOWN ? ", …)" : ")"));
        }
        if (!beside.isEmpty()) {
            found.add("not encrypted: " + String.join(", ", beside));
        }
        return found.isEmpty()
                ? new Encryption(
                        State.ENCRYPTED,
                        all + " tablespaces, all encrypted, and so are logs and temporary files",
                        details)
                : new Encryption(State.NOT_ENCRYPTED, String.join("; ", found), details);
    }

    private record Tablespace(String name, long scheme, long keyVersion) {
        /** A scheme alone says that it is to be encrypted; version 0 is left on pages that are not yet. */
        boolean encrypted() {
            return scheme > 0 && keyVersion > 0;
        }
    }

    /** A tablespace that the view of encryption does not list, for nobody has opened it yet, counts as not encrypted. */
    private static List<Tablespace> tablespaces(Session session) {
        return session.list("""
                SELECT COALESCE(e.NAME, s.NAME, CONCAT('tablespace ', e.SPACE)) AS name,
                       COALESCE(e.ENCRYPTION_SCHEME, 0) AS scheme, COALESCE(e.MIN_KEY_VERSION, 0) AS version
                FROM information_schema.INNODB_TABLESPACES_ENCRYPTION e
                LEFT JOIN information_schema.INNODB_SYS_TABLESPACES s ON s.SPACE = e.SPACE
                UNION
                SELECT s.NAME, 0, 0
                FROM information_schema.INNODB_SYS_TABLESPACES s
                WHERE s.NAME <> 'innodb_temporary'
                  AND s.SPACE NOT IN (SELECT SPACE FROM information_schema.INNODB_TABLESPACES_ENCRYPTION)
                ORDER BY 1""", row -> new Tablespace(row.text(1), row.number(2), row.number(3)));
    }

    private static Map<String, String> settings(Session session) {
        Map<String, String> found = new TreeMap<>();
        session.list("SHOW GLOBAL VARIABLES LIKE '%encrypt%'", row -> List.of(row.text(1), row.text(2)))
                .forEach(setting -> {
                    if (BESIDE_TABLESPACES.containsKey(setting.get(0))) {
                        found.put(setting.get(0), setting.get(1));
                    }
                });
        return found;
    }
}
