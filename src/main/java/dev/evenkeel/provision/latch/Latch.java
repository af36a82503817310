package dev.evenkeel.provision.latch;

import dev.evenkeel.catalog.server.OwnLock;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * All tables of a server, locked against writing by a session that is a lease: the server ends it, and the lock with it, when its
 * process is killed or nothing is heard of it for the lease's time. Writers wait meanwhile and see no error. Once lost it stays so.
 *
 * <p>Autocommit is off, so that InnoDB locks the tables too: on 10.1 the lock would else be granted beside an open transaction
 * whose COMMIT succeeds later.
 */
final class Latch {
    private static final Duration FOR_THE_ANSWER = Duration.ofSeconds(2);

    private final Session session;
    private final LatchOptions options;
    private final Thread beating;
    private final Consumer<String> sent;
    private volatile long confirmed;
    private volatile boolean released;
    private volatile boolean failed;

    private Latch(Session session, LatchOptions options, Consumer<String> sent, long confirmed) {
        this.session = session;
        this.options = options;
        this.sent = sent;
        this.confirmed = confirmed;
        this.beating = new Thread(this::beat, "latch on " + session.server().name());
        beating.setDaemon(true);
    }

    /**
     * Takes it, once.
     *
     * @return empty where it was not granted within the limit; nothing is held then
     */
    static Optional<Latch> take(Server server, FencedTables tables, LatchOptions options, Consumer<String> sent) {
        Session session = server.open();
        try {
            session.execute(
                    "SET SESSION wait_timeout = ?, lock_wait_timeout = ?, innodb_lock_wait_timeout = ?,"
                            + " innodb_table_locks = 1, autocommit = 0",
                    options.lease().toSeconds(),
                    options.wholeSeconds(),
                    options.wholeSeconds());
            session.answerWithin(options.limit().plus(FOR_THE_ANSWER));
            if (!session.text("SELECT COALESCE(GET_LOCK(?, 0), 0)", OwnLock.latch())
                    .equals("1")) {
                session.close();
                return Optional.empty();
            }
            // The other limits are for one lock each and in whole seconds; this one is for all together.
            session.execute(
                    "SET SESSION max_statement_time = ?", options.limit().toMillis() / 1e3);
            sent.accept(tables.shown());
            long asked = System.nanoTime();
            session.execute(tables.lockStatement());
            session.execute("SET SESSION max_statement_time = 0");
            session.answerWithin(options.trusted());
            Latch latch = new Latch(session, options, sent, asked);
            latch.confirm();
            latch.beating.start();
            return Optional.of(latch);
        } catch (DatabaseException e) {
            // What was locked so far goes with the session.
            session.close();
            // 10.1.8 says that it cannot lock a file where its wait for InnoDB is ended.
            if (e.is(ServerError.ER_STATEMENT_TIMEOUT)
                    || e.is(ServerError.ER_CANT_LOCK)
                    || e.is(ServerError.ER_LOCK_WAIT_TIMEOUT)
                    || e.is(ServerError.ER_LOCK_DEADLOCK)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void beat() {
        while (held() && !released) {
            LockSupport.parkNanos(options.pace().toNanos());
            if (!released) {
                confirm();
            }
        }
    }

    /** Asks the server; answers whether it is held. */
    synchronized boolean confirm() {
        if (!held()) {
            return false;
        }
        long asked = System.nanoTime();
        try {
            session.execute("DO 1");
            confirmed = asked;
        } catch (DatabaseException e) {
            if (session.lost()) {
                failed = true;
                session.abort();
            }
        }
        return held();
    }

    /** As known by the last answer; asks nobody. */
    boolean held() {
        if (System.nanoTime() - confirmed > options.trusted().toNanos()) {
            failed = true;
        }
        return !failed && !released;
    }

    synchronized void release() {
        if (released) {
            return;
        }
        boolean last = held();
        released = true;
        LockSupport.unpark(beating);
        try {
            if (last) {
                sent.accept("UNLOCK TABLES");
                session.execute("UNLOCK TABLES");
            }
        } finally {
            session.close();
        }
    }
}
