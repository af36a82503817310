package dev.evenkeel.parity.changes;

import dev.evenkeel.catalog.ObjectScope;

/** Which objects either side's binlog told of since a live proof began. Bounded: what names too many names all. */
public final class Redefined {
    private static final int MOST_NAMES = 10_000;

    private ObjectScope objects = ObjectScope.NOTHING;

    public synchronized void add(ObjectScope more) {
        boolean known = !more.everything()
                && objects.names().containsAll(more.names())
                && objects.databases().containsAll(more.databases());
        if (!objects.everything() && !known) {
            ObjectScope both = objects.and(more);
            objects = both.names().size() > MOST_NAMES ? ObjectScope.EVERYTHING : both;
        }
    }

    public synchronized ObjectScope soFar() {
        return objects;
    }
}
