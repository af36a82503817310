package dev.evenkeel.lease;

import dev.evenkeel.catalog.server.OwnLock;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The lease on one server: a user-level lock, whose session says in one short statement after the other who holds it, and
 * hears each time that it does. Seen on 10.1.23, 10.11.5 and 11.4.5: GET_LOCK needs no right, is in no binlog and works on a
 * server that is read_only; IS_USED_LOCK tells the holder's connection to every account.
 */
final class LeasedServer implements AutoCloseable {
    private static final String LOCK = OwnLock.name();
    /** Below what is commonly a slow statement. */
    private static final String PACE = "0.8";
    /** The server ends a session that says nothing for so long, and with it the lock. */
    static final Duration IDLE = Duration.ofSeconds(5);
    /** Since the last statement that was answered well was sent. Shorter than the server's patience. */
    private static final Duration TRUSTED = Duration.ofSeconds(4);

    private static final Duration LOOKING = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Server server;
    private final Session session;
    private final String statement;
    private final Thread beating;
    private volatile long confirmed;
    private volatile boolean closing;
    private volatile Optional<String> failure = Optional.empty();

    private LeasedServer(Server server, Session session, Holder holder) {
        this.server = server;
        this.session = session;
        this.statement = "SELECT " + holder.comment() + " SLEEP(" + PACE + "), IS_USED_LOCK(?) = CONNECTION_ID()";
        this.confirmed = System.nanoTime();
        this.beating = new Thread(this::beat, "lease on " + server.name());
        beating.setDaemon(true);
    }

    static LeasedServer take(Server server, Holder holder, Duration patience) {
        Session session = server.open();
        try {
            session.execute("SET SESSION wait_timeout = " + IDLE.toSeconds());
            withoutLimit(session);
            long asked = System.nanoTime();
            while (true) {
                Duration since = Duration.ofNanos(System.nanoTime() - asked);
                long left = Math.max(0, patience.minus(since).toSeconds());
                if (session.text("SELECT COALESCE(GET_LOCK(?, ?), 0)", LOCK, left)
                        .equals("1")) {
                    session.answerWithin(TRUSTED);
                    LeasedServer leased = new LeasedServer(server, session, holder);
                    leased.confirm();
                    leased.beating.start();
                    return leased;
                }
                refuse(server, session);
            }
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A server may end every statement that takes longer than it likes. */
    private static void withoutLimit(Session session) {
        try {
            session.execute("SET SESSION max_statement_time = 0");
        } catch (DatabaseException e) {
            // Before 10.1 there is no such limit.
            if (!e.is(ServerError.ER_UNKNOWN_SYSTEM_VARIABLE)) {
                throw e;
            }
        }
    }

    /** Returns where nobody holds it any more. */
    private static void refuse(Server server, Session session) {
        Optional<Long> connection = connection(session);
        if (connection.isPresent()) {
            throw new LeaseTaken(named(server), connection.get(), holder(session, connection.get()));
        }
    }

    static Optional<Holder> holderOf(Server server) {
        try (Session session = server.open()) {
            Optional<Long> connection = connection(session);
            if (connection.isEmpty()) {
                return Optional.empty();
            }
            Optional<Holder> holder = holder(session, connection.get());
            if (holder.isEmpty() && connection(session).equals(connection)) {
                throw new LeaseTaken(named(server), connection.get(), Optional.empty());
            }
            return holder;
        }
    }

    private static Optional<Long> connection(Session session) {
        return session.first("SELECT IS_USED_LOCK(?)", row -> row.optional(1), LOCK)
                .flatMap(id -> id)
                .map(Long::parseLong);
    }

    /** Between two statements a session shows none. */
    private static Optional<Holder> holder(Session session, long connection) {
        long until = System.nanoTime() + LOOKING.toNanos();
        while (true) {
            Optional<Holder> seen = session.first(
                            "SELECT COALESCE(INFO, '') FROM information_schema.PROCESSLIST WHERE ID = ?",
                            row -> row.text(1),
                            connection)
                    .flatMap(Holder::of);
            if (seen.isPresent() || System.nanoTime() - until > 0) {
                return seen;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void beat() {
        while (!closing && failure.isEmpty()) {
            try {
                confirm(statement);
            } catch (DatabaseException e) {
                again(e);
            }
            lost();
        }
        session.close();
    }

    /** Somebody may have ended the statement alone, as programs do that look for slow ones. */
    private void again(DatabaseException first) {
        if (session.lost()) {
            failure = Optional.of(first.reason());
            return;
        }
        try {
            confirm();
        } catch (DatabaseException e) {
            if (session.lost()) {
                failure = Optional.of(e.reason());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void confirm() {
        confirm("SELECT 0, IS_USED_LOCK(?) = CONNECTION_ID()");
    }

    private void confirm(String sql) {
        long sent = System.nanoTime();
        boolean ours = session.first(sql, row -> row.optional(2).filter("1"::equals), LOCK)
                .flatMap(yes -> yes)
                .isPresent();
        if (ours) {
            confirmed = sent;
        } else {
            failure = Optional.of("the server says that this connection does not hold it");
        }
    }

    private boolean silentFor(Duration time) {
        return System.nanoTime() - confirmed > time.toNanos();
    }

    /** Why it is not held any more; empty while it is. Once lost it stays so. */
    synchronized Optional<String> lost() {
        if (failure.isEmpty() && closing) {
            failure = Optional.of("it was given back");
        }
        if (failure.isEmpty() && silentFor(TRUSTED)) {
            failure = Optional.of("the server has not said for " + TRUSTED.toSeconds() + " s that it is held");
        }
        return failure;
    }

    String name() {
        return named(server);
    }

    private static String named(Server server) {
        return server.name() + " (" + server.endpoint() + ")";
    }

    @Override
    public void close() {
        closing = true;
        try {
            beating.join(TRUSTED.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (beating.isAlive()) {
            session.abort();
        }
    }
}
