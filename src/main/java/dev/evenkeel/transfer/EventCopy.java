package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.EventResult.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates the source's events on the target, disabled: both sides must never run the same event. They come from the
 * source itself, for a replica holds them as DISABLE ON SLAVE.
 */
public final class EventCopy {
    private static final byte[] DISABLE = "DISABLE".getBytes(StandardCharsets.US_ASCII);

    private final Server source;
    private final Server target;
    private final boolean keepDefiners;

    public EventCopy(Server source, Server target, boolean keepDefiners) {
        this.source = source;
        this.target = target;
        this.keepDefiners = keepDefiners;
    }

    /** An event as SHOW CREATE EVENT gives it, in the bytes that it was written in. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Definition(
            String sqlMode, String timeZone, byte[] sql, String client, String connection, String database) {}

    public EventResult copy(List<String> databases) {
        List<Event> created = new ArrayList<>();
        List<Event> toEnable = new ArrayList<>();
        List<RewrittenDefiner> rewritten = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (Session from = source.openPinned();
                Session to = target.openPinned()) {
            AnyCharset.allow(from);
            AnyCharset.allow(to);
            String account = to.text("SELECT CURRENT_USER()");
            for (String database : databases) {
                for (Event event : enabledOrNot(from, database, false)) {
                    try {
                        create(from, to, event, account, rewritten);
                        if (exists(to, event)) {
                            created.add(event);
                        } else {
                            notes.add("event " + event + " was not kept by " + target.name() + ": its time is past");
                        }
                    } catch (DatabaseException e) {
                        notes.add("event " + event + " was not created on " + target.name() + ": " + e.reason());
                    }
                }
                enabledOrNot(from, database, true).stream()
                        .filter(created::contains)
                        .forEach(toEnable::add);
            }
        }
        return new EventResult(created, toEnable, rewritten, notes);
    }

    /** Enables events on the target; its event scheduler is not our business. */
    public void enable(List<Event> events) {
        try (Session to = target.openPinned()) {
            for (Event event : events) {
                to.execute("ALTER EVENT " + quoted(event) + " ENABLE");
            }
        }
    }

    private static List<Event> enabledOrNot(Session session, String database, boolean enabledOnly) {
        return session.list("""
                SELECT EVENT_SCHEMA, EVENT_NAME FROM information_schema.EVENTS
                WHERE EVENT_SCHEMA = ? AND (STATUS = 'ENABLED' OR ?) ORDER BY EVENT_NAME
                """, row -> new Event(row.text(1), row.text(2)), database, !enabledOnly);
    }

    private void create(Session from, Session to, Event event, String account, List<RewrittenDefiner> rewritten) {
        Definition definition = definition(from, event);
        byte[] sql = disabled(definition.sql());
        if (!keepDefiners) {
            Definers.Rewriting rewriting = Definers.rewrite(sql, account);
            rewriting
                    .rewritten()
                    .ifPresent(
                            old -> rewritten.add(new RewrittenDefiner(old.kind(), event.toString(), old.oldDefiner())));
            sql = rewriting.statement();
        }
        byte[] statement = sql;
        DatabaseCollation.during(to, event.database(), definition.database(), () -> send(to, definition, statement));
    }

    private static void send(Session to, Definition definition, byte[] sql) {
        to.execute("SET SESSION sql_mode = ?, time_zone = ?", definition.sqlMode(), definition.timeZone());
        to.execute("SET SESSION character_set_client = " + definition.client() + ", collation_connection = "
                + definition.connection());
        try {
            to.raw(sql, 0, sql.length);
        } finally {
            to.execute("SET NAMES utf8mb4");
            to.execute("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'");
        }
    }

    private static Definition definition(Session from, Event event) {
        // Unconverted, so that the target stores the body's bytes and its character set as the source does.
        from.execute("SET SESSION character_set_results = binary");
        try {
            return from.first(
                            "SHOW CREATE EVENT " + quoted(event),
                            row -> new Definition(
                                    row.text(2), row.text(3), row.bytes(4), row.text(5), row.text(6), row.text(7)))
                    .orElseThrow();
        } finally {
            from.execute("SET SESSION character_set_results = utf8mb4");
        }
    }

    /** With DISABLE for ENABLE in the header: it stands behind ON COMPLETION … PRESERVE, which is always written. */
    static byte[] disabled(byte[] sql) {
        Words words = new Words(sql);
        boolean completion = false;
        while (words.next()) {
            if (words.is("COMPLETION")) {
                completion = true;
            } else if (completion && words.is("PRESERVE") && words.take("ENABLE")) {
                byte[] result = new byte[sql.length - (words.to() - words.from()) + DISABLE.length];
                System.arraycopy(sql, 0, result, 0, words.from());
                System.arraycopy(DISABLE, 0, result, words.from(), DISABLE.length);
                System.arraycopy(sql, words.to(), result, words.from() + DISABLE.length, sql.length - words.to());
                return result;
            } else if (words.is("DO")) {
                return sql;
            }
        }
        return sql;
    }

    private static boolean exists(Session session, Event event) {
        return session.number(
                        "SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ? AND EVENT_NAME = ?",
                        event.database(),
                        event.name())
                == 1;
    }

    private static String quoted(Event event) {
        return Quoting.identifier(event.database()) + "." + Quoting.identifier(event.name());
    }
}
