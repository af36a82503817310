package dev.evenkeel.parity;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Reconnection;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pauses while a replica is too far behind, a server is too busy, or somebody asks for a pause by a file. Looks at most
 * once a second, over a connection of its own to each server.
 */
public final class LoadThrottle implements Throttle, AutoCloseable {
    private static final long PACE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

    /**
     * When to pause.
     *
     * @param lag how far a replica may be behind
     * @param threadsRunning how many threads may run on a server, this tool's own among them; 0 for any number
     * @param pauseFile while it exists nothing is read
     */
    public record Limits(Duration lag, long threadsRunning, Optional<Path> pauseFile) {}

    /** Receives each pause once when it begins and once when it ends. */
    public interface Listener {
        void pausing(String reason);

        void resumed(String reason, Duration after);
    }

    private final List<Watched> servers;
    private final Limits limits;
    private final Observer observer;
    private final Listener listener;
    private final ReentrantLock turn = new ReentrantLock();
    private long looked;
    private Optional<String> found = Optional.empty();

    public LoadThrottle(List<Server> servers, Limits limits, Observer observer, Listener listener) {
        this.servers = servers.stream().map(Watched::new).toList();
        this.limits = limits;
        this.observer = observer;
        this.listener = listener;
        this.looked = System.nanoTime() - PACE_NANOS;
    }

    @Override
    public void beforeChunk() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            Optional<String> reason = reason();
            if (reason.isEmpty()) {
                return;
            }
            long begun = System.nanoTime();
            listener.pausing(reason.get());
            String last = reason.get();
            while (reason.isPresent()) {
                last = reason.get();
                Duration since = Duration.ofNanos(System.nanoTime() - begun);
                observer.waiting(new Observer.Waiting(
                        "the pause to end", last, "no reason to pause", since, Observer.Waiting.FOR_EVER));
                LockSupport.parkNanos(LOOK_NANOS);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted in a pause");
                }
                reason = reason();
            }
            listener.resumed(last, Duration.ofNanos(System.nanoTime() - begun));
        } finally {
            turn.unlock();
        }
    }

    private Optional<String> reason() {
        Optional<String> asked = limits.pauseFile()
                .filter(Files::exists)
                .map(file -> "the file " + file + " exists; remove it to continue");
        long now = System.nanoTime();
        if (asked.isEmpty() && now - looked >= PACE_NANOS) {
            found = load();
            looked = System.nanoTime();
        }
        return asked.or(() -> found);
    }

    private Optional<String> load() {
        for (Watched server : servers) {
            Optional<String> reason = server.reason(limits);
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    /** Servers whose lag cannot be seen, with the reason, by a look at each of them now. */
    public List<String> blindSpots() {
        List<String> spots = new ArrayList<>();
        for (Watched server : servers) {
            server.reason(limits);
            server.blindness.ifPresent(spots::add);
        }
        return List.copyOf(spots);
    }

    @Override
    public void close() {
        turn.lock();
        try {
            servers.forEach(Watched::close);
        } finally {
            turn.unlock();
        }
    }

    private static final class Watched {
        private final Server server;
        private Optional<Session> session = Optional.empty();
        private Optional<String> blindness = Optional.empty();

        Watched(Server server) {
            this.server = server;
        }

        Optional<String> reason(Limits limits) {
            for (int losses = 0; ; losses++) {
                try {
                    return look(limits);
                } catch (DatabaseException e) {
                    if (!Reconnection.worthwhile(e, losses, () -> false)) {
                        throw e;
                    }
                    close();
                }
            }
        }

        private Optional<String> look(Limits limits) {
            if (session.isEmpty()) {
                session = Optional.of(server.open());
            }
            Session open = session.get();
            if (limits.threadsRunning() > 0) {
                long running = open.first("SHOW GLOBAL STATUS LIKE 'Threads_running'", row -> Long.valueOf(row.text(2)))
                        .orElse(0L);
                if (running > limits.threadsRunning()) {
                    return Optional.of(running + " threads run on the " + server.name() + ", more than "
                            + limits.threadsRunning());
                }
            }
            OptionalLong lag = lag(open);
            if (lag.isPresent() && lag.getAsLong() > limits.lag().toSeconds()) {
                return Optional.of("the " + server.name() + " is " + lag.getAsLong()
                        + " s behind its source, more than " + limits.lag().toSeconds() + " s");
            }
            return Optional.empty();
        }

        /** Empty for one that follows nobody, or does not advance: then it is not this tool that holds it up. */
        private OptionalLong lag(Session open) {
            if (blindness.isPresent()) {
                return OptionalLong.empty();
            }
            try {
                return open.list(ReplicaStatus.statement(open), Watched::secondsBehind).stream()
                        .flatMap(Optional::stream)
                        .mapToLong(Long::longValue)
                        .max();
            } catch (DatabaseException e) {
                if (e.lost()) {
                    throw e;
                }
                blindness = Optional.of("whether the " + server.name() + " is behind a source cannot be seen: "
                        + e.reason() + "; grant REPLICATION CLIENT, from 10.5 SLAVE MONITOR");
                return OptionalLong.empty();
            }
        }

        private static Optional<Long> secondsBehind(Row row) {
            return row.columns().stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("seconds_behind_"))
                    .findFirst()
                    .flatMap(row::optional)
                    .map(Long::valueOf);
        }

        void close() {
            session.ifPresent(Session::close);
            session = Optional.empty();
        }
    }
}
