package dev.evenkeel.parity;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** Pinned sessions to one server, opened as they are needed and used again. */
final class SessionPool implements AutoCloseable {
    private final Server server;
    private final Deque<Session> idle = new ArrayDeque<>();
    private boolean closed;

    SessionPool(Server server) {
        this.server = server;
    }

    <T> T with(Function<Session, T> work) {
        Session session = take();
        try {
            T result = work.apply(session);
            giveBack(session);
            return result;
        } catch (RuntimeException e) {
            // Whatever state a failed session is in, nobody shall inherit it.
            session.close();
            throw e;
        }
    }

    private Session take() {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return server.openPinned();
    }

    private synchronized void giveBack(Session session) {
        if (closed) {
            session.close();
        } else {
            idle.push(session);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Session::close);
        idle.clear();
    }
}
