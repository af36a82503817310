package dev.evenkeel.catalog.server;

import dev.evenkeel.catalog.sql.NormalForm;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server's global variables.
 *
 * @param server the server's name, for messages
 * @param values by name in lower case, in normal form
 */
public record Settings(String server, ServerVersion version, Map<String, String> values) {
    public Settings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * No variable, and as decisive as one: 1 where time zones are known by name. Without them CONVERT_TZ answers NULL and
     * {@code SET time_zone = 'Europe/Berlin'} is refused.
     */
    public static final String NAMED_TIME_ZONES = "named time zones";

    /** Before the name of a plugin that was loaded from a library, no variable either. */
    public static final String PLUGIN = "plugin ";

    public static Settings read(Session session) {
        Map<String, String> values = new TreeMap<>();
        session.list("SHOW GLOBAL VARIABLES", row -> {
            String name = row.text(1).toLowerCase(Locale.ROOT);
            values.put(name, NormalForm.setting(name, row.optional(2).orElse("")));
            return name;
        });
        // The name before 11.1.
        values.computeIfAbsent("transaction_isolation", name -> values.get("tx_isolation"));
        if (!session.can(Capability.UTF8_CHOSEN_BY_OLD_MODE)) {
            values.merge("old_mode", "UTF8_IS_UTF8MB3", (mode, utf8) -> NormalForm.flags(mode + "," + utf8));
        }
        ZoneRules.read(session).ifPresent(rules -> values.put("time_zone", rules));
        session.list(
                "SELECT plugin_name FROM information_schema.plugins"
                        + " WHERE plugin_library IS NOT NULL AND plugin_status = 'ACTIVE'",
                row -> values.put(PLUGIN + row.text(1).toLowerCase(Locale.ROOT), "loaded"));
        namedTimeZones(session).ifPresent(there -> values.put(NAMED_TIME_ZONES, there));
        return new Settings(session.server().name(), session.version(), values);
    }

    /** How many connections a server takes at most; empty where it does not say so now. */
    public static Optional<Long> mostConnections(Server server) {
        try (Session session = server.open()) {
            return Optional.of(session.number("SELECT @@GLOBAL.max_connections"));
        } catch (DatabaseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> namedTimeZones(Session session) {
        try {
            return Optional.of(session.text("SELECT COUNT(*) > 0 FROM mysql.time_zone_name"));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            // Not shown to this account: unknown, and with that neither equal nor different.
            return Optional.empty();
        }
    }

    public Optional<String> value(String variable) {
        return Optional.ofNullable(values.get(variable));
    }
}
