package dev.evenkeel.workload;

import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One connection of the application and its thread: connects to where the endpoint points, writes, starts again. */
final class ApplicationConnection implements Runnable {
    private static final long FIRST_PAUSE_NANOS = 20_000_000;
    /** An outage is seen no finer than the application tries again. */
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    /** A server that hangs is given up after this, as any application with a socket timeout would do. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final Door door;
    private final Login login;
    private final Pace pace;
    private final Timeline timeline;
    private final Ledger ledger;
    private final int number;
    private final Writing writing;
    private final Thread thread;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private volatile boolean stopping;
    private Session session;
    /** The server of that session. */
    private Endpoint answering;

    private volatile String lastError = "";
    private volatile RuntimeException broken;

    ApplicationConnection(
            Door door, Login login, Pace pace, Timeline timeline, Ledger ledger, int number, Subject subject) {
        this.door = door;
        this.login = login;
        this.pace = pace;
        this.timeline = timeline;
        this.ledger = ledger;
        this.number = number;
        this.writing = subject.writing(ledger, number, this::settled);
        this.thread = new Thread(this, "application-" + number);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks for the end; the write that is under way is let finish. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the end, which comes within {@link #ANSWER_LIMIT}, or the time a connect may take. */
    void join() throws InterruptedException {
        thread.join();
    }

    /** What went wrong last, in the server's words. */
    Optional<String> lastError() {
        return lastError.isEmpty() ? Optional.empty() : Optional.of(lastError);
    }

    /** What ended the thread, other than being stopped: a bug, or a ledger that cannot be written. */
    Optional<RuntimeException> broken() {
        return Optional.ofNullable(broken);
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                pauseUntil(pace.next(System.nanoTime()));
                if (!stopping) {
                    write();
                }
            }
        } catch (RuntimeException e) {
            broken = e;
            timeline.error();
        } finally {
            close(session);
        }
    }

    private void write() {
        try {
            if (session == null) {
                // Asked at every connect, as a name is resolved.
                session = door.open(login);
                session.answerWithin(ANSWER_LIMIT);
                answering = door.answering(session);
            }
            writing.write(session);
            pauseNanos = FIRST_PAUSE_NANOS;
        } catch (DatabaseException e) {
            if (session != null && !e.lost()) {
                rollback(session);
            }
            failed(e.getMessage());
        } catch (UncheckedIOException | IllegalArgumentException | TrafficSwitch.NotMoved e) {
            if (session != null) {
                throw e;
            }
            failed(e.getMessage());
        }
    }

    private void failed(String reason) {
        timeline.error();
        lastError = reason;
        close(session);
        session = null;
        pauseUntil(System.nanoTime() + pauseNanos);
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 3 / 2);
    }

    private void settled(int sequence, Outcome outcome) {
        Instant at = outcome == Outcome.ACKNOWLEDGED ? timeline.acknowledged(answering) : timeline.now();
        ledger.enter(number, sequence, outcome, at, answering);
    }

    private void pauseUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !stopping; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Waited for, unlike what a server does when a connection is dropped: the next write must not meet these locks. */
    private static void rollback(Session session) {
        try {
            session.rollback();
        } catch (DatabaseException e) {
            close(session);
        }
    }

    private static void close(Session session) {
        if (session != null) {
            try {
                session.close();
            } catch (DatabaseException e) {
                // Gone already, which is what was wanted.
                return;
            }
        }
    }
}
