package dev.evenkeel.transfer.script;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.SentScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement about a trigger, an event, a view or a routine, among those that set what the server keeps beside the object:
 * sql_mode, character sets, an event's time zone, and the database's collation as it was, which mysqldump's output alters for
 * a moment too.
 */
public final class SettledStatement {
    private final List<byte[]> before = new ArrayList<>();
    private final byte[] statement;
    private final List<byte[]> after = new ArrayList<>();

    /** What the server keeps beside an object. */
    public record Settings(String sqlMode, Optional<String> timeZone, String client, String connection) {}

    /**
     * Chooses the database, and looks at its collation.
     *
     * @param session as of {@link dev.evenkeel.mariadb.Server#openPinned()}, as which it is left
     */
    public SettledStatement(
            Session session, Optional<String> database, String databaseCollation, Settings settings, byte[] statement) {
        this.statement = statement;
        String zone = settings.timeZone()
                .map(name -> ", time_zone = " + Quoting.text(name))
                .orElse("");
        database.ifPresent(name -> choose(session, name, databaseCollation));
        before.add(sql("SET SESSION sql_mode = " + Quoting.text(settings.sqlMode()) + zone));
        before.add(sql("SET SESSION character_set_client = " + settings.client() + ", collation_connection = "
                + settings.connection()));
        after.add(0, sql("SET NAMES utf8mb4"));
        after.add(1, sql("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'"));
    }

    private void choose(Session session, String database, String collation) {
        before.add(sql("USE " + Quoting.identifier(database)));
        send(session, before.get(0));
        String now = session.text("SELECT @@collation_database");
        if (!now.equals(collation)) {
            String alter = "ALTER DATABASE " + Quoting.identifier(database) + " COLLATE ";
            before.add(sql(alter + collation));
            after.add(sql(alter + now));
        }
    }

    /** Sends all; those that come after it also where it is refused. */
    public void send(Session session) {
        try {
            before.forEach(sql -> send(session, sql));
            send(session, statement);
        } finally {
            after.forEach(sql -> send(session, sql));
        }
    }

    public void tell(SentScript script) {
        before.forEach(script::setting);
        script.add(statement);
        after.forEach(script::setting);
    }

    private static void send(Session session, byte[] sql) {
        session.raw(sql, 0, sql.length);
    }

    private static byte[] sql(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
