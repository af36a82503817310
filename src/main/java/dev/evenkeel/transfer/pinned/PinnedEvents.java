package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Event;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.AnyCharset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The source's events as they were at the pinned coordinates.
 *
 * @param notes what is not among them and why, a sentence each
 */
public record PinnedEvents(List<Event> events, List<String> notes) {
    public PinnedEvents {
        events = List.copyOf(events);
        notes = List.copyOf(notes);
    }

    /**
     * Reads them.
     *
     * @param replica is at the pinned coordinates
     * @param changed whether the source's binlog may name an event or a database of this name since; not asked before both were
     *     read
     */
    public static PinnedEvents read(Server source, Server replica, Predicate<String> changed, List<String> databases) {
        try (Session from = source.openPinned();
                Session pinned = replica.openPinned()) {
            AnyCharset.allow(from);
            AnyCharset.allow(pinned);
            List<Event> then = Catalog.events(pinned, databases);
            List<Event> now = Catalog.events(from, databases);
            AtThePin.Found<Event> found = new AtThePin<Event>(
                            Event::toString,
                            PinnedEvents::same,
                            event -> changed.test(event.name()) || changed.test(event.schema()))
                    .of(now, then);
            return new PinnedEvents(
                    found.all(),
                    found.replicasOwn().stream()
                            .map(name -> "event " + name + " is on " + replica.name() + " only and was not copied")
                            .toList());
        }
    }

    /** Apart from what a replica does to it. */
    private static boolean same(Event here, Event there) {
        return here.definer().equals(there.definer())
                && here.sqlMode().equals(there.sqlMode())
                && here.timeZone().equals(there.timeZone())
                && here.clientCharset().equals(there.clientCharset())
                && here.connectionCollation().equals(there.connectionCollation())
                && Arrays.equals(
                        EventWriter.waiting(here.createStatement()), EventWriter.waiting(there.createStatement()));
    }
}
