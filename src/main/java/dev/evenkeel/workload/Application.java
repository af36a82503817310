package dev.evenkeel.workload;

import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An application that keeps writing to the sample database while it is moved. It goes where its endpoint points whenever
 * it has to connect, takes errors as they come, and remembers each write that it was told is safe.
 */
public final class Application implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Subject subject;
    private final ApplicationSettings settings;
    private final Ledger ledger;
    private final Timeline timeline;
    private final List<ApplicationConnection> connections;

    private Application(
            Subject subject,
            ApplicationSettings settings,
            Ledger ledger,
            Timeline timeline,
            List<ApplicationConnection> connections) {
        this.subject = subject;
        this.settings = settings;
        this.ledger = ledger;
        this.timeline = timeline;
        this.connections = List.copyOf(connections);
    }

    /** Begins to write at whatever server the switch names; see {@link #start(Door, Login, ApplicationSettings, Path, Clock)}. */
    public static Application start(
            TrafficSwitch endpoint, Login login, ApplicationSettings settings, Path ledgerFile, Clock clock) {
        return start(Door.at(endpoint), login, settings, ledgerFile, clock);
    }

    /**
     * Begins to write. The first connection is made here, so that a wrong password or a missing table is reported at once.
     *
     * @param ledgerFile where acknowledged writes are entered; replaced where it exists
     */
    public static Application start(
            Door door, Login login, ApplicationSettings settings, Path ledgerFile, Clock clock) {
        return start(Subject.sample(settings.seed()), door, login, settings, ledgerFile, clock);
    }

    /**
     * The same for production: it writes nothing but one row after the other into a table that belongs to evenkeel.
     *
     * @throws dev.evenkeel.environment.Misconfigured where the table is not there or is somebody else's
     */
    public static Application probe(
            TableName table, Door door, Login login, ApplicationSettings settings, Path ledgerFile, Clock clock) {
        return start(new ProbeTable(table), door, login, settings, ledgerFile, clock);
    }

    private static Application start(
            Subject subject, Door door, Login login, ApplicationSettings settings, Path ledgerFile, Clock clock) {
        try (Session session = door.open(login)) {
            subject.check(session);
        }
        Instant start = clock.instant();
        long startNanos = System.nanoTime();
        Ledger ledger = Ledger.create(ledgerFile, WriteId.run(start.toEpochMilli()), settings.connections());
        long intervalNanos = NANOS_PER_SECOND * settings.connections() / settings.writesPerSecond();
        Timeline timeline = new Timeline(start, startNanos, intervalNanos / settings.connections());
        List<ApplicationConnection> connections = new ArrayList<>();
        for (int i = 0; i < settings.connections(); i++) {
            // Side by side, not in step.
            Pace pace = new Pace(intervalNanos, startNanos + intervalNanos * i / settings.connections());
            connections.add(new ApplicationConnection(door, login, pace, timeline, ledger, i, subject));
        }
        connections.forEach(ApplicationConnection::start);
        return new Application(subject, settings, ledger, timeline, connections);
    }

    /** It has not been stopped. */
    public boolean running() {
        return !timeline.ended();
    }

    /** Writes that were acknowledged so far; a transaction is one. */
    public long acknowledged() {
        return timeline.acknowledged();
    }

    /** Those that this server acknowledged. */
    public long acknowledgedBy(Endpoint server) {
        return timeline.acknowledgedBy(server);
    }

    /** What it sends each second when all is well. */
    public int writesPerSecond() {
        return settings.writesPerSecond();
    }

    /** Errors the application met so far, in an outage or not. */
    public long errors() {
        return timeline.errors();
    }

    /** What one of its connections met last, where any has met an error. */
    public Optional<String> lastError() {
        return connections.stream()
                .map(ApplicationConnection::lastError)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The longest outage so far, measured over all connections. */
    public Outage outage() {
        return timeline.outage();
    }

    public Series series() {
        return timeline.series();
    }

    /** Lets each connection finish its write, and ends them all. Nothing of the application runs afterwards. */
    public void stop() {
        timeline.end(System.nanoTime());
        connections.forEach(ApplicationConnection::stop);
        boolean interrupted = false;
        for (ApplicationConnection connection : connections) {
            interrupted |= join(connection);
        }
        ledger.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Stops, and looks on the target for every write that was acknowledged, wherever it was.
     *
     * @param target must hold all that was replicated to it; spoken to with an account that may read the sample database
     */
    public WorkloadResult stopAndVerify(Server target) {
        stop();
        connections.stream()
                .map(ApplicationConnection::broken)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(broken -> {
                    throw new IllegalStateException("the application broke off: " + broken.getMessage(), broken);
                });
        LedgerAudit.Sums sums = LedgerAudit.of(ledger, subject.find(target, ledger));
        return new WorkloadResult(
                settings.connections(),
                settings.writesPerSecond(),
                sums.acknowledged(),
                sums.onTarget(),
                sums.lost(),
                sums.duplicated(),
                timeline.outage().errors(),
                sums.inDoubt(),
                timeline.series(),
                sums.examplesOfLost());
    }

    /** Joins whatever comes, so that no thread outlives {@link #stop()}; answers whether it was interrupted. */
    private static boolean join(ApplicationConnection connection) {
        boolean interrupted = false;
        while (true) {
            try {
                connection.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
