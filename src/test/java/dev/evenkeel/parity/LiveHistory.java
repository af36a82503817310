package dev.evenkeel.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was done to both servers during one seed, in the order in which it was done. */
final class LiveHistory {
    private final long begun = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final Set<Kind> done = new TreeSet<>();

    /** What a verdict may be explained by. */
    enum Kind {
        /** A connection was killed or replication was interrupted. */
        FAULT,
        DAMAGE,
        /** A definition was changed. */
        DEFINITION,
        /** Statements were logged instead of rows. */
        STATEMENT,
        /** A transaction was passed over, or a stopped applier was helped over it. */
        LOST
    }

    synchronized void did(String who, String what) {
        lines.add("%8.3f %-8s %s".formatted((System.nanoTime() - begun) / 1e9, who, what));
    }

    synchronized void did(Kind kind, String who, String what) {
        done.add(kind);
        did(who, kind + ": " + what);
    }

    synchronized boolean has(Kind kind) {
        return done.contains(kind);
    }

    synchronized Set<Kind> kinds() {
        return new TreeSet<>(done);
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
