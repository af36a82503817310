package dev.evenkeel.catalog;

import java.util.Objects;

/**
 * A scheduled event.
 *
 * @param definer the account it runs as, {@code user@host}
 * @param status as the server writes it: {@code ENABLED}, {@code DISABLED} or {@code SLAVESIDE_DISABLED}
 * @param sqlMode the sql_mode to create it under
 * @param timeZone the time zone to create it under
 * @param createStatement the text of SHOW CREATE EVENT, without its database
 */
public record Event(
        String schema,
        String name,
        String definer,
        String status,
        String sqlMode,
        String timeZone,
        String clientCharset,
        String connectionCollation,
        String createStatement) {
    public Event {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(createStatement, "createStatement");
    }

    public boolean enabled() {
        return status.equals("ENABLED");
    }
}
