package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Event;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.AnyCharset;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.script.SettledStatement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts the events of a target that follows nobody any more in force, as the source that does not change holds them: enabled where the
 * source has them enabled, disabled where it has them disabled, gone where their time has come. Only what replication left waiting
 * is touched.
 */
public final class EventsInForce {
    private static final String WAITING = "SLAVESIDE_DISABLED";

    private final Server source;
    private final Server target;
    private final KeptDefiners kept;
    private final Consumer<SentScript> sent;

    /**
     * @param sent receives what is sent of each event, before it is sent
     */
    public EventsInForce(Server source, Server target, KeptDefiners kept, Consumer<SentScript> sent) {
        this.source = source;
        this.target = target;
        this.kept = kept;
        this.sent = sent;
    }

    /**
     * What was done.
     *
     * @param enabled events that are active on the target now
     * @param notes what somebody should know, a sentence each
     */
    public record Result(List<String> enabled, List<RewrittenDefiner> rewrittenDefiners, List<String> notes) {}

    /**
     * An event that no longer waits.
     *
     * @param status as the server writes it
     */
    public record Awakened(Event event, String status) {}

    /**
     * Does it.
     *
     * @param closed for how long nobody could write to the source by now
     * @param awakening receives each event before it is altered
     */
    public Result put(List<String> databases, Duration closed, Consumer<Awakened> awakening) {
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (Session from = source.openPinned();
                Session to = target.openPinned()) {
            AnyCharset.allow(from);
            AnyCharset.allow(to);
            String account = to.text("SELECT CURRENT_USER()");
            Map<String, Event> there = byName(to, databases);
            Map<String, Event> here = byName(from, databases);
            there.forEach((name, event) -> {
                Event wanted = here.get(name);
                if (wanted != null) {
                    adjust(to, wanted, event, account, result, awakening);
                } else if (event.status().equals(WAITING)) {
                    over(to, event, result);
                }
            });
            here.keySet().stream().filter(name -> !there.containsKey(name)).forEach(name -> result.notes()
                    .add("event " + name + " is not on " + target.name()));
            ranInVain(from, databases, closed, result);
        }
        return result;
    }

    /**
     * Has events wait again that were put in force, as long as they are as that left them.
     *
     * @return what was left alone, a sentence each
     */
    public List<String> waitAgain(List<Awakened> awakened) {
        List<String> letAlone = new ArrayList<>();
        try (Session to = target.openPinned()) {
            AnyCharset.allow(to);
            List<String> databases = awakened.stream()
                    .map(one -> one.event().schema())
                    .distinct()
                    .toList();
            Map<String, Event> there = byName(to, databases);
            for (Awakened one : awakened) {
                Event now = there.get(one.event().toString());
                if (now == null) {
                    letAlone.add("event " + one.event() + " is not on " + target.name() + " any more");
                } else if (now.status().equals(one.status())) {
                    alter(to, now, "DISABLE ON SLAVE");
                } else if (!now.status().equals(WAITING)) {
                    letAlone.add("event " + one.event() + " was made " + one.status() + " on " + target.name()
                            + " by this run, and somebody else has made it " + now.status()
                            + " since; it is left alone");
                }
            }
        }
        return letAlone;
    }

    private void adjust(
            Session to, Event wanted, Event event, String account, Result result, Consumer<Awakened> awakening) {
        if (wanted.status().equals(event.status()) || !event.status().equals(WAITING) && !wanted.enabled()) {
            return;
        }
        String state = wanted.enabled() ? "ENABLE" : "DISABLE";
        awakening.accept(new Awakened(event, state + "D"));
        try {
            alter(to, event, state);
            if (wanted.enabled()) {
                result.enabled().add(event.toString());
            }
            if (!kept.keeps(event.definer()) && !event.definer().equals(account)) {
                result.rewrittenDefiners().add(new RewrittenDefiner("event", event.toString(), event.definer()));
            }
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_EVENT_CANNOT_ALTER_IN_THE_PAST)) {
                over(to, event, result);
            } else if (!e.is(ServerError.ER_EVENT_DOES_NOT_EXIST)) {
                throw e;
            }
        }
    }

    private void alter(Session to, Event event, String state) {
        String definer = kept.keeps(event.definer()) ? "DEFINER = " + EventWriter.account(event.definer()) + " " : "";
        String alter = "ALTER " + definer + "EVENT " + event.quoted() + " " + state;
        // The server stores the character sets of whoever alters an event, and leaves its body's bytes.
        SettledStatement all =
                EventWriter.settled(to, event, EventWriter.encoded(to, alter.getBytes(StandardCharsets.UTF_8), event));
        SentScript script = new SentScript();
        all.tell(script);
        sent.accept(script);
        all.send(to);
    }

    private void over(Session to, Event event, Result result) {
        String drop = "DROP EVENT IF EXISTS " + event.quoted();
        SentScript script = new SentScript();
        script.add(drop.getBytes(StandardCharsets.UTF_8));
        sent.accept(script);
        to.execute(drop);
        result.notes()
                .add("event " + event
                        + " came due while the source was closed for writes: it ran there in vain, if at all,"
                        + " and is on neither side now; run its work by hand if it is needed");
    }

    /** Those that come again, and those that are kept: their next time is not this one. */
    private void ranInVain(Session from, List<String> databases, Duration closed, Result result) {
        from
                .list(
                        "SELECT db, name, status FROM mysql.event WHERE last_executed >= UTC_TIMESTAMP() - INTERVAL ? SECOND"
                                + " ORDER BY db, name",
                        row -> new String[] {row.text(1), row.text(2), row.text(3)},
                        closed.toSeconds() + 1)
                .stream()
                .filter(event -> databases.contains(event[0]))
                .forEach(event -> result.notes()
                        .add("event " + event[0] + "." + event[1]
                                + " came due while the source was closed for writes: it"
                                + " ran there in vain, if at all, and "
                                + (event[2].equals("DISABLED")
                                        ? "is disabled on both sides now"
                                        : "runs on " + target.name() + " at its next time")
                                + "; run its work by hand if it is needed"));
    }

    private static Map<String, Event> byName(Session session, List<String> databases) {
        return Catalog.events(session, databases).stream()
                .collect(Collectors.toMap(Event::toString, Function.identity(), (a, b) -> a, TreeMap::new));
    }
}
