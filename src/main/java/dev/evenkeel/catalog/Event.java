package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Quoting;
import java.util.Objects;

/**
 * A scheduled event.
 *
 * @param definer the account it runs as, {@code user@host}
 * @param status as the server writes it: {@code ENABLED}, {@code DISABLED} or {@code SLAVESIDE_DISABLED}
 * @param sqlMode the sql_mode to create it under
 * @param timeZone the time zone to create it under
 * @param databaseCollation that its database had when it was created
 * @param createStatement what SHOW CREATE EVENT answers, without its database, in the bytes it was written in
 */
@SuppressWarnings("ArrayRecordComponent")
public record Event(
        String schema,
        String name,
        String definer,
        String status,
        String sqlMode,
        String timeZone,
        String clientCharset,
        String connectionCollation,
        String databaseCollation,
        byte[] createStatement) {
    public Event {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(createStatement, "createStatement");
    }

    public boolean enabled() {
        return status.equals("ENABLED");
    }

    /** As SQL names it. */
    public String quoted() {
        return Quoting.identifier(schema) + "." + Quoting.identifier(name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
