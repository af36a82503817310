package dev.evenkeel.parity.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was done to both servers during one seed, in the order in which it was done. */
final class LiveHistory {
    private final long begun = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final Set<Kind> done = new TreeSet<>();
    private final Set<String> attacks = new TreeSet<>();
    private boolean explained;

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
        lines.add("%8.3f %-8s %s".formatted((System.nanoTime() - begun) / 1e9, who, shortened(what)));
    }

    private static String shortened(String what) {
        return what.length() < 1500 ? what : what.substring(0, 1500) + " … (" + what.length() + ")";
    }

    synchronized void did(Kind kind, String who, String what) {
        done.add(kind);
        did(who, kind + ": " + what);
    }

    /** @param explains whether a proof may end without a verdict for it */
    synchronized void attacked(String name, boolean explains) {
        attacks.add(name);
        explained |= explains;
        did("ATTACK", name);
    }

    synchronized boolean has(Kind kind) {
        return done.contains(kind);
    }

    /** Whether something was done that a table without a verdict may be explained by. */
    synchronized boolean explained() {
        return explained || has(Kind.FAULT);
    }

    /** Whether the sides may differ for what was done. */
    synchronized boolean harmed() {
        return !attacks.isEmpty() || has(Kind.DAMAGE) || has(Kind.LOST) || has(Kind.STATEMENT) || has(Kind.DEFINITION);
    }

    synchronized Set<String> attacks() {
        return new TreeSet<>(attacks);
    }

    synchronized Set<Kind> kinds() {
        return new TreeSet<>(done);
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
