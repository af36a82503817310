package dev.evenkeel.catalog.object;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.account.Sight;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything but rows that the databases of one server hold, at about one moment.
 *
 * @param server the server's name, for messages
 * @param checksJson a column of type JSON gets a CHECK that it holds JSON
 * @param unwrittenConversions conversions between character sets are made and not written into expressions
 * @param unreadable what is there, or may be, and could not be described
 */
public record ObjectSnapshot(
        String server,
        ServerVersion version,
        boolean checksJson,
        boolean unwrittenConversions,
        List<CatalogObject> objects,
        List<Unreadable> unreadable) {
    /**
     * Something that could not be described.
     *
     * @param name the object's, or empty when it is about all objects of the kind
     */
    public record Unreadable(CatalogObject.Kind kind, String name, String reason) {}

    private static final long LOCK_WAIT_SECONDS = 10;

    /** Kinds that a server shows by what may be done with them, and the privilege that shows all. */
    private static final Map<String, CatalogObject.Kind> SHOWN_WITH = Map.of(
            "SELECT", CatalogObject.Kind.TABLE,
            "TRIGGER", CatalogObject.Kind.TRIGGER,
            "EVENT", CatalogObject.Kind.EVENT);

    public ObjectSnapshot {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(version, "version");
        objects = objects.stream()
                .sorted(Comparator.comparing(CatalogObject::kind).thenComparing(CatalogObject::name))
                .toList();
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Reads the databases through a pinned session. Takes no lock; what another session alters just then is waited for
     * a few seconds and is unreadable after.
     */
    public static ObjectSnapshot read(Session session, List<String> databases) {
        return read(session, databases, ObjectScope.EVERYTHING, Progress.NONE);
    }

    /**
     * The same for some objects. Databases, events and what belongs to no database are always all read: they are few, and events
     * change without a word.
     *
     * @param progress receives each object that was described
     */
    public static ObjectSnapshot read(Session session, List<String> databases, ObjectScope scope, Progress progress) {
        Harvest all = new Harvest(session, databases, ObjectScope.EVERYTHING, progress);
        Harvest harvest = new Harvest(session, scope.in(databases), scope, progress);
        long before = session.number("SELECT @@SESSION.lock_wait_timeout");
        session.execute("SET SESSION lock_wait_timeout = ?", LOCK_WAIT_SECONDS);
        try {
            TableObjects.databases(all);
            TableObjects.read(harvest);
            CodeObjects.read(harvest);
            CodeObjects.events(all);
            ServerObjects.read(all);
            overlooked(all);
        } finally {
            session.execute("SET SESSION lock_wait_timeout = ?", before);
        }
        List<CatalogObject> objects = new ArrayList<>(all.objects());
        objects.addAll(harvest.objects());
        List<Unreadable> unreadable = new ArrayList<>(all.unreadable());
        unreadable.addAll(harvest.unreadable());
        return new ObjectSnapshot(
                session.server().name(),
                session.version(),
                session.can(Capability.JSON_CHECK),
                session.can(Capability.UNWRITTEN_CONVERSIONS),
                objects,
                unreadable);
    }

    /** About how many objects there are to read, for people. Triggers are left out: counting them opens their tables. */
    public static long estimate(Session session, List<String> databases) {
        if (databases.isEmpty()) {
            return 0;
        }
        String places = String.join(", ", Collections.nCopies(databases.size(), "?"));
        return Stream.of("tables WHERE table", "routines WHERE routine", "events WHERE event")
                .mapToLong(of -> session.number(
                        "SELECT COUNT(*) FROM information_schema." + of + "_schema IN (" + places + ")",
                        databases.toArray()))
                .sum();
    }

    /** What the account is not shown is not known to be absent. */
    private static void overlooked(Harvest harvest) {
        List<String> needed = List.copyOf(SHOWN_WITH.keySet());
        if (Sight.lacking(harvest.session(), "*", needed).isEmpty()) {
            return;
        }
        for (String database : harvest.databases()) {
            Sight.lacking(harvest.session(), database, needed)
                    .forEach(privilege -> harvest.unreadable(
                            SHOWN_WITH.get(privilege),
                            "",
                            "the account lacks " + privilege + " ON " + Quoting.identifier(database)
                                    + ".* and may not be shown all there are"));
        }
    }
}
