package dev.evenkeel.parity;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Sessions to one server, opened as they are needed and used again. Texts arrive as they are stored. */
final class SessionPool implements AutoCloseable {
    private final Server server;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final Set<Session> busy = new HashSet<>();
    private boolean closed;

    SessionPool(Server server) {
        this.server = server;
    }

    /** Work that only reads: when the connection is lost meanwhile, it is done once more over a fresh one. */
    <T> T read(Function<Session, T> work) {
        try {
            return with(work);
        } catch (DatabaseException e) {
            if (!e.lost() || !discardIdle()) {
                throw e;
            }
            return with(work);
        }
    }

    <T> T with(Function<Session, T> work) {
        Session session = take();
        try {
            T result = work.apply(session);
            giveBack(session);
            return result;
        } catch (RuntimeException e) {
            // Whatever state a failed session is in, nobody shall inherit it.
            synchronized (this) {
                busy.remove(session);
            }
            session.close();
            throw e;
        }
    }

    private Session take() {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the comparison was ended");
            }
            if (!idle.isEmpty()) {
                Session session = idle.pop();
                busy.add(session);
                return session;
            }
        }
        Session session = server.openUnconverted();
        synchronized (this) {
            busy.add(session);
        }
        return session;
    }

    private synchronized void giveBack(Session session) {
        busy.remove(session);
        if (closed) {
            session.close();
        } else {
            idle.push(session);
        }
    }

    /** Where one connection was lost the others may be, too. False when there is nothing to go on for. */
    private synchronized boolean discardIdle() {
        idle.forEach(Session::close);
        idle.clear();
        return !closed;
    }

    /** Stops what is running, too. */
    @Override
    public void close() {
        List<Session> running;
        synchronized (this) {
            closed = true;
            idle.forEach(Session::close);
            idle.clear();
            running = new ArrayList<>(busy);
        }
        for (Session session : running) {
            try {
                session.cancel();
            } catch (DatabaseException e) {
                // It ended by itself, or its server is gone; either way nothing runs any more.
                continue;
            }
        }
    }
}
