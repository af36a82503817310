package dev.evenkeel.parity.rows;

import dev.evenkeel.mariadb.Connections;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Reconnection;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Sessions to one server, opened as they are needed and used again. Texts arrive as they are stored. */
public final class SessionPool implements AutoCloseable {
    private static final Duration UNREACHABLE = Duration.ofSeconds(10);

    private final Server server;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final Set<Session> busy = new HashSet<>();
    private volatile boolean closed;
    private Optional<DatabaseException> unreachable = Optional.empty();
    private long unreachableSince;

    SessionPool(Server server) {
        this.server = server;
    }

    /** Work that only reads: when its connection is lost meanwhile, it is done again over a fresh one, some times. */
    public <T> T read(Function<Session, T> work) {
        for (int losses = 0; ; losses++) {
            Session session = take();
            session.lostBefore(losses);
            try {
                return over(session, work);
            } catch (DatabaseException e) {
                if (!session.lost() || !Reconnection.worthwhile(e, losses, () -> closed)) {
                    throw e;
                }
                discardIdle();
            }
        }
    }

    /** Opens so many sessions now, so that nobody waits for one later. */
    void ready(int sessions) {
        List<Session> open = new ArrayList<>();
        try {
            while (open.size() < sessions) {
                open.add(take());
            }
        } finally {
            open.forEach(this::giveBack);
        }
    }

    <T> T with(Function<Session, T> work) {
        return over(take(), work);
    }

    private <T> T over(Session session, Function<Session, T> work) {
        boolean done = false;
        try {
            T result = work.apply(session);
            done = true;
            return result;
        } finally {
            if (done) {
                giveBack(session);
            } else {
                // Whatever state a failed session is in, nobody shall inherit it.
                drop(session);
            }
        }
    }

    private Session take() {
        synchronized (this) {
            refuseWhenClosed();
            if (!idle.isEmpty()) {
                Session session = idle.pop();
                busy.add(session);
                return session;
            }
            if (unreachable.isPresent() && System.nanoTime() - unreachableSince < UNREACHABLE.toNanos()) {
                // However much is to be read, a server that is gone is waited for once.
                throw unreachable.get();
            }
        }
        Session session = opened();
        synchronized (this) {
            unreachable = Optional.empty();
            if (closed) {
                session.close();
            }
            refuseWhenClosed();
            busy.add(session);
        }
        return session;
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new IllegalStateException("the comparison was ended");
        }
    }

    private Session opened() {
        for (int losses = 0; ; losses++) {
            try {
                return server.openUnconverted();
            } catch (DatabaseException e) {
                if (!Reconnection.worthwhile(e, losses, () -> closed)) {
                    if (e.lost()) {
                        given(e);
                    }
                    throw e;
                }
            }
        }
    }

    private synchronized void given(DatabaseException up) {
        unreachable = Optional.of(up);
        unreachableSince = System.nanoTime();
    }

    private synchronized void giveBack(Session session) {
        busy.remove(session);
        if (closed) {
            session.close();
        } else {
            idle.push(session);
        }
    }

    private void drop(Session session) {
        synchronized (this) {
            busy.remove(session);
        }
        session.close();
    }

    /** Where one connection was lost the others may be, too. */
    private synchronized void discardIdle() {
        idle.forEach(Session::close);
        idle.clear();
    }

    /** Gives out no more; answers those that are still in use. */
    synchronized List<Session> shut() {
        closed = true;
        discardIdle();
        return new ArrayList<>(busy);
    }

    /** Stops what is running, too, within a second. */
    @Override
    public void close() {
        Connections.end(shut());
    }
}
