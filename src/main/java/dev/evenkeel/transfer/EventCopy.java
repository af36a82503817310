package dev.evenkeel.transfer;

import dev.evenkeel.catalog.Event;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Creates the source's events on the target as they were at the pinned coordinates, and as replicas hold them: both sides must
 * never run the same event. From there on replication changes and drops them.
 */
public final class EventCopy {
    /** A time at which nothing that anybody plans is past. */
    private static final long LONG_AGO = 86_400;

    private final Server target;
    private final KeptDefiners kept;
    private final Consumer<String> sent;

    /** @param sent is told each statement that was taken */
    public EventCopy(Server target, KeptDefiners kept, Consumer<String> sent) {
        this.target = target;
        this.kept = kept;
        this.sent = sent;
    }

    public EventResult copy(PinnedEvents pinned) {
        List<Event> created = new ArrayList<>();
        List<RewrittenDefiner> rewritten = new ArrayList<>();
        List<String> notes = new ArrayList<>(pinned.notes());
        try (Session to = target.openPinned()) {
            AnyCharset.allow(to);
            String account = to.text("SELECT CURRENT_USER()");
            for (Event event : pinned.events()) {
                try {
                    tell(event, create(to, event, account, rewritten));
                    created.add(event);
                } catch (TransferFailed e) {
                    notes.add("event " + event + " was not created on " + target.name() + ": " + e.getMessage());
                } catch (DatabaseException e) {
                    notes.add("event " + event + " was not created on " + target.name() + ": " + e.reason());
                }
            }
        }
        return new EventResult(created, rewritten, notes);
    }

    /** Answers the statement. */
    private byte[] create(Session to, Event event, String account, List<RewrittenDefiner> rewritten) {
        byte[] sql = EventWriter.waiting(EventWriter.inOneCharset(to, event));
        Definers.Rewriting rewriting = Definers.rewrite(sql, account);
        if (!kept.keeps(rewriting.definer())) {
            rewriting
                    .rewritten()
                    .ifPresent(
                            old -> rewritten.add(new RewrittenDefiner(old.kind(), event.toString(), old.oldDefiner())));
            sql = rewriting.statement();
        }
        EventWriter.send(to, event, sql);
        if (!exists(to, event)) {
            // Its time has come since. Replication brings the statement that drops it, which must find it.
            to.execute("SET SESSION timestamp = " + LONG_AGO);
            try {
                EventWriter.send(to, event, sql);
            } finally {
                to.execute("SET SESSION timestamp = DEFAULT");
            }
            if (!exists(to, event)) {
                throw new TransferFailed("its time is past");
            }
        }
        return sql;
    }

    /** With the settings that it was sent under, which the server keeps beside it. */
    private void tell(Event event, byte[] sql) {
        sent.accept("SET SESSION sql_mode = " + Quoting.text(event.sqlMode()) + ", time_zone = "
                + Quoting.text(event.timeZone()) + ", character_set_client = " + event.clientCharset()
                + ", collation_connection = " + event.connectionCollation());
        sent.accept(new String(
                sql, event.clientCharset().startsWith("utf8") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    private static boolean exists(Session session, Event event) {
        return session.number(
                        "SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ? AND EVENT_NAME = ?",
                        event.schema(),
                        event.name())
                == 1;
    }
}
