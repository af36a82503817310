package dev.evenkeel.mariadb;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions that were read over and are used again within seconds: opening one costs several round trips, and in a freeze everybody
 * waits for each. For {@link Server#read} alone, whose work leaves no state behind.
 */
public final class KeptSessions implements AutoCloseable {
    /** Well below any timeout of a server, or of a firewall on the way, for connections that are idle. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final int MOST = 4;

    private final Map<Server, Deque<Idle>> idle = new HashMap<>();
    private boolean closed;

    private record Idle(Session session, long since) {
        boolean fresh() {
            return System.nanoTime() - since < FRESH.toNanos();
        }
    }

    Session take(Server server) {
        List<Session> stale = new ArrayList<>();
        try {
            synchronized (this) {
                Deque<Idle> sessions = idle.getOrDefault(server, new ArrayDeque<>());
                while (!sessions.isEmpty()) {
                    Idle newest = sessions.pop();
                    if (newest.fresh()) {
                        return newest.session();
                    }
                    stale.add(newest.session());
                }
            }
        } finally {
            stale.forEach(Session::close);
        }
        return server.openPinned();
    }

    /** Takes a session back whose work ended as it should. */
    void giveBack(Server server, Session session) {
        synchronized (this) {
            Deque<Idle> sessions = idle.computeIfAbsent(server, any -> new ArrayDeque<>());
            if (!closed && sessions.size() < MOST && session.atRest()) {
                sessions.push(new Idle(session, System.nanoTime()));
                return;
            }
        }
        session.close();
    }

    @Override
    public void close() {
        List<Session> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            idle.values().forEach(sessions -> sessions.forEach(one -> all.add(one.session())));
            idle.clear();
        }
        all.forEach(Session::close);
    }
}
