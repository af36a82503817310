package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.Event;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.AnyCharset;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.Definers;
import dev.evenkeel.transfer.script.SettledStatement;
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
    private final Consumer<SentScript> sent;

    /** @param sent receives each event what was sent and taken */
    public EventCopy(Server target, KeptDefiners kept, Consumer<SentScript> sent) {
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
                    sent.accept(create(to, event, account, rewritten));
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

    private SentScript create(Session to, Event event, String account, List<RewrittenDefiner> rewritten) {
        byte[] sql = EventWriter.waiting(EventWriter.inOneCharset(to, event));
        Definers.Rewriting rewriting = Definers.rewrite(sql, account);
        if (!kept.keeps(rewriting.definer())) {
            rewriting
                    .rewritten()
                    .ifPresent(
                            old -> rewritten.add(new RewrittenDefiner(old.kind(), event.toString(), old.oldDefiner())));
            sql = rewriting.statement();
        }
        SettledStatement all = EventWriter.settled(to, event, sql);
        SentScript script = new SentScript();
        all.send(to);
        if (exists(to, event)) {
            all.tell(script);
            return script;
        }
        // Its time has come since. Replication brings the statement that drops it, which must find it.
        set(to, "timestamp = " + LONG_AGO, script);
        try {
            all.send(to);
            all.tell(script);
        } finally {
            set(to, "timestamp = DEFAULT", script);
        }
        if (!exists(to, event)) {
            throw new TransferFailed("its time is past");
        }
        return script;
    }

    private static void set(Session to, String setting, SentScript script) {
        to.execute("SET SESSION " + setting);
        script.setting("SET SESSION " + setting);
    }

    private static boolean exists(Session session, Event event) {
        return session.number(
                        "SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ? AND EVENT_NAME = ?",
                        event.schema(),
                        event.name())
                == 1;
    }
}
