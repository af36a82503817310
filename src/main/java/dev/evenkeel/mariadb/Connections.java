package dev.evenkeel.mariadb;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** All connections of this process, which can be ended without asking any server. */
public final class Connections {
    private static final Duration POLITE = Duration.ofMillis(800);
    private static final Duration LOOK = Duration.ofMillis(5);

    private static final Set<Wire> OPEN = ConcurrentHashMap.newKeySet();
    /** Connections that are not sessions. */
    private static final Set<Closeable> OTHERS = ConcurrentHashMap.newKeySet();

    private static final WireWatch WATCH = new WireWatch(OPEN);
    private static volatile Optional<String> ended = Optional.empty();

    private Connections() {}

    static void made(Wire wire) throws IOException {
        OPEN.add(wire);
        if (ended.isPresent()) {
            OPEN.remove(wire);
            throw new IOException(ended.get());
        }
        WATCH.begin();
    }

    /** How many are open, or being opened. */
    static int count() {
        return OPEN.size();
    }

    static void closed(Wire wire) {
        OPEN.remove(wire);
    }

    /**
     * Counts a connection in that is not a session, before it connects.
     *
     * @param connection can be closed from any thread at any time
     * @throws IOException when the process ends
     */
    public static void opens(Closeable connection) throws IOException {
        OTHERS.add(connection);
        if (ended.isPresent()) {
            OTHERS.remove(connection);
            throw new IOException(ended.get());
        }
    }

    public static void closed(Closeable connection) {
        OTHERS.remove(connection);
    }

    /** Ends every connection at once, those being opened too, and lets none be opened from now on: the process ends. */
    public static void endAll(String reason) {
        ended = Optional.of(reason);
        OPEN.forEach(wire -> wire.cut(reason));
        OTHERS.forEach(Connections::close);
    }

    /** Whether none is opened any more. */
    static boolean allEnded() {
        return ended.isPresent();
    }

    /** Ends what runs in these sessions, within a second: by asking the server where that answers, else by cutting. */
    public static void end(Collection<Session> sessions) {
        List<Session> running = new ArrayList<>(sessions);
        running.removeIf(session -> !session.running());
        for (Session session : running) {
            Thread asking = new Thread(() -> ask(session), "ending of a statement");
            asking.setDaemon(true);
            asking.start();
        }
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + POLITE.toNanos();
        while (running.stream().anyMatch(Session::running) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
            interrupted |= Thread.interrupted();
        }
        running.stream().filter(Session::running).forEach(Session::abort);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It was closed already, which is the purpose.
            return;
        }
    }

    private static void ask(Session session) {
        try {
            session.cancel();
        } catch (DatabaseException e) {
            // It ended by itself, or its server is not reached: then it is cut.
            return;
        }
    }
}
