package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.event.TrafficEvent.Cause;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.writes.Guest;
import dev.evenkeel.replication.writes.SeenWrites;
import dev.evenkeel.runbook.glue.Live;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.TrafficMoved;
import dev.evenkeel.runbook.steps.own.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the source again and again for whoever is left there, and names each as soon as it is seen. */
final class RunningWatch implements Live {
    private static final Duration PACE = Duration.ofMillis(500);
    /** By then every cache of a name that is used with care has been read again. */
    private static final Duration CACHES_ARE_OLD = Duration.ofMinutes(5);

    private final RunContext run;
    private final Server source;
    private final Set<String> own;
    private final Set<String> known;
    private final Set<String> ownStatements;
    private final Optional<TrafficMoved> moved;
    private final Set<String> told = new HashSet<>();
    private final Thread thread;
    private BinlogPosition readTo;
    private volatile boolean over;
    private volatile State state;

    /**
     * @param left who is there now, in words
     * @param since since when this has been so: somebody there, or nobody
     * @param unknown why nobody can tell
     */
    record State(List<String> left, Instant since, Optional<String> unknown) {
        State {
            left = List.copyOf(left);
        }

        boolean quiet() {
            return left.isEmpty() && unknown.isEmpty();
        }
    }

    private RunningWatch(RunContext run, Moved moves, Set<String> ownStatements) {
        this.run = run;
        this.source = run.master(Role.SOURCE);
        this.own = Stream.concat(
                        moves.ownAccounts().stream(),
                        run.servers().parameters(Role.SOURCE).stream()
                                .map(account -> account.login().user()))
                .collect(Collectors.toUnmodifiableSet());
        this.known = Set.copyOf(run.profile().watch().known());
        this.ownStatements = ownStatements;
        this.moved = run.facts().find(TrafficMoved.class);
        this.readTo = run.facts().get(FrozenCoordinates.class).at().position();
        this.state = new State(List.of(), run.clock().instant(), Optional.of("nobody has looked yet"));
        this.thread = new Thread(this::watch, "who is left on the source");
        thread.setDaemon(true);
    }

    static RunningWatch begin(RunContext run, Moved moved, Set<String> ownStatements) {
        RunningWatch watch = new RunningWatch(run, moved, ownStatements);
        watch.look();
        watch.thread.start();
        return watch;
    }

    State state() {
        return state;
    }

    /** How many different ones were named. */
    int named() {
        synchronized (told) {
            return told.size();
        }
    }

    private void watch() {
        while (!over) {
            LockSupport.parkNanos(PACE.toNanos());
            if (!over) {
                look();
            }
        }
    }

    private void look() {
        try (Session session = source.openPinned()) {
            List<String> left = new ArrayList<>();
            Guest.of(session, own, known).forEach(guest -> left.add(tell(guest)));
            SeenWrites writes = SeenWrites.since(session, readTo, ownStatements);
            readTo = writes.end();
            writes.what().forEach(what -> left.add(tell(what)));
            seen(left, Optional.empty());
        } catch (DatabaseException | NotPossible e) {
            seen(List.of(), Optional.of(e.getMessage()));
        }
    }

    private void seen(List<String> left, Optional<String> unknown) {
        State before = state;
        Instant now = run.clock().instant();
        boolean same = before.quiet() == (left.isEmpty() && unknown.isEmpty());
        state = new State(left.stream().distinct().toList(), same ? before.since() : now, unknown);
    }

    private String tell(Guest guest) {
        Cause cause = cause(guest);
        String account = guest.user() + "@" + guest.host();
        if (first(account + " " + cause)) {
            new TrafficEvent.Straggler(
                            TrafficEvent.Left.CONNECTION,
                            Optional.of(guest.user()),
                            Optional.of(guest.host()),
                            "connection " + guest.thread() + ", " + guest.doing(),
                            cause)
                    .enter(run.journal());
        }
        return account + " (" + cause.word() + ")";
    }

    private String tell(String write) {
        if (first(write)) {
            new TrafficEvent.Straggler(
                            TrafficEvent.Left.WRITE, Optional.empty(), Optional.empty(), write, Cause.UNKNOWN)
                    .enter(run.journal());
        }
        return write + " was written there";
    }

    private boolean first(String what) {
        synchronized (told) {
            return told.add(what);
        }
    }

    private Cause cause(Guest guest) {
        if (moved.isEmpty() || moved.get().newestOnSource() == 0) {
            return Cause.UNKNOWN;
        }
        if (guest.thread() <= moved.get().newestOnSource()) {
            return Cause.POOL;
        }
        Duration since = Duration.between(moved.get().at(), run.clock().instant());
        return since.compareTo(CACHES_ARE_OLD) < 0 ? Cause.RESOLVER : Cause.FIXED;
    }

    /** Why the list may be shorter than the truth, where the account may not see everybody. */
    Optional<String> limit() {
        try (Session session = source.open()) {
            return Guest.allSeen(session)
                    ? Optional.empty()
                    : Optional.of("the account " + source.login().user()
                            + " sees its own connections to the source only;" + " grant it PROCESS");
        }
    }

    String words() {
        return state.left().stream().limit(5).collect(Collectors.joining(", "))
                + (state.left().size() > 5 ? " and " + (state.left().size() - 5) + " more" : "");
    }

    @Override
    public String begunAgain() {
        return "by watching the source again, which only reads";
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }
}
