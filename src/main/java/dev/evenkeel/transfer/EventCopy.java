package dev.evenkeel.transfer;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Event;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    public EventResult copy(List<String> databases) {
        List<Event> created = new ArrayList<>();
        List<RewrittenDefiner> rewritten = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (Session from = source.openPinned();
                Session to = target.openPinned()) {
            AnyCharset.allow(from);
            AnyCharset.allow(to);
            String account = to.text("SELECT CURRENT_USER()");
            for (Event event : Catalog.events(from, databases)) {
                try {
                    create(to, event, account, rewritten);
                    if (exists(to, event)) {
                        created.add(event);
                    } else {
                        notes.add("event " + event + " was not kept by " + target.name() + ": its time is past");
                    }
                } catch (TransferFailed e) {
                    notes.add("event " + event + " was not created on " + target.name() + ": " + e.getMessage());
                } catch (DatabaseException e) {
                    notes.add("event " + event + " was not created on " + target.name() + ": " + e.reason());
                }
            }
        }
        List<Event> toEnable = created.stream().filter(Event::enabled).toList();
        return new EventResult(created, toEnable, rewritten, notes);
    }

    /** Enables events on the target; its event scheduler is not our business. */
    public void enable(List<Event> events) {
        try (Session to = target.openPinned()) {
            AnyCharset.allow(to);
            for (Event event : events) {
                String definer = keepDefiners ? "DEFINER = " + account(event.definer()) + " " : "";
                String alter = "ALTER " + definer + "EVENT " + event.quoted() + " ENABLE";
                // The server stores the character sets of whoever alters an event, and leaves its body's bytes.
                send(to, event, encoded(to, alter.getBytes(StandardCharsets.UTF_8), event));
            }
        }
    }

    private void create(Session to, Event event, String account, List<RewrittenDefiner> rewritten) {
        byte[] sql = disabled(inOneCharset(to, event));
        if (!keepDefiners) {
            Definers.Rewriting rewriting = Definers.rewrite(sql, account);
            rewriting
                    .rewritten()
                    .ifPresent(
                            old -> rewritten.add(new RewrittenDefiner(old.kind(), event.toString(), old.oldDefiner())));
            sql = rewriting.statement();
        }
        send(to, event, sql);
    }

    /**
     * The statement in the character set of its body throughout. The server answers the body as it was written, and name
     * and comment before it in UTF-8.
     */
    private static byte[] inOneCharset(Session session, Event event) {
        byte[] sql = event.createStatement();
        int body = bodyAt(sql);
        return new Words(sql).replaced(0, body, encoded(session, Arrays.copyOf(sql, body), event));
    }

    /** What is UTF-8, in the character set of the event. */
    private static byte[] encoded(Session session, byte[] utf8, Event event) {
        boolean ascii = IntStream.range(0, utf8.length).allMatch(i -> utf8[i] >= 0);
        if (ascii || event.clientCharset().startsWith("utf8")) {
            return utf8;
        }
        String converted = "CONVERT(_utf8mb4 " + Quoting.bytes(utf8) + " USING " + event.clientCharset() + ")";
        byte[] bytes = bytes(session, converted);
        if (!Arrays.equals(utf8, bytes(session, "CONVERT(" + converted + " USING utf8mb4)"))) {
            throw new TransferFailed("its name or comment cannot be written in " + event.clientCharset()
                    + ", the character set of its body; create it there by hand");
        }
        return bytes;
    }

    private static byte[] bytes(Session session, String expression) {
        return session.first("SELECT CAST(" + expression + " AS BINARY)", row -> row.bytes(1))
                .orElseThrow();
    }

    private static String account(String definer) {
        int at = definer.lastIndexOf('@');
        return Quoting.account(definer.substring(0, at), definer.substring(at + 1));
    }

    private static int bodyAt(byte[] sql) {
        Words words = new Words(sql);
        while (words.next()) {
            if (words.is("DO")) {
                return words.from();
            }
        }
        return sql.length;
    }

    /** Under the settings that the server keeps beside the event. */
    private static void send(Session to, Event event, byte[] sql) {
        to.execute("SET SESSION sql_mode = ?, time_zone = ?", event.sqlMode(), event.timeZone());
        try {
            DatabaseCollation.during(to, event.schema(), event.databaseCollation(), () -> {
                to.execute("SET SESSION character_set_client = " + event.clientCharset() + ", collation_connection = "
                        + event.connectionCollation());
                try {
                    to.raw(sql, 0, sql.length);
                } finally {
                    to.execute("SET NAMES utf8mb4");
                }
            });
        } finally {
            to.execute("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'");
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
                return words.replaced(words.from(), words.to(), DISABLE);
            } else if (words.is("DO")) {
                return sql;
            }
        }
        return sql;
    }

    private static boolean exists(Session session, Event event) {
        return session.number(
                        "SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ? AND EVENT_NAME = ?",
                        event.schema(),
                        event.name())
                == 1;
    }
}
