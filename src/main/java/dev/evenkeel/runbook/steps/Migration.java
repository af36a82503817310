package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.Accounts;
import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.replication.BinlogRetention;
import dev.evenkeel.replication.CatchUp;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.ReplicaControl;
import dev.evenkeel.replication.ServerWrites;
import dev.evenkeel.replication.SourceSettings;
import dev.evenkeel.replication.Steering;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.ParityFailure;
import dev.evenkeel.transfer.DumpTool;
import dev.evenkeel.workload.Application;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the steps of one run share: its servers, its journal, and the facts one step hands to a later one. */
public final class Migration {
    private static final Duration PACE = Duration.ofMillis(20);
    /** A server that was restarted is back by then. */
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(60);

    private final Profile profile;
    private final Servers servers;
    private final Journal journal;
    private final CurrentStep step;
    private final DumpTool dumpTool;
    private final TrafficSwitch endpoint;
    private final Optional<Application> application;
    private final Clock clock;
    private final Map<Fact<?>, Object> facts = new LinkedHashMap<>();
    private final Set<String> deviations = new HashSet<>();
    private final Set<Role> away = new HashSet<>();
    private final OwnChanges own;
    private final Damages damages;

    /**
     * @param endpoint where the application connects
     * @param application the writing application, where the run has one
     */
    public Migration(
            Profile profile,
            Servers servers,
            Journal journal,
            CurrentStep step,
            DumpTool dumpTool,
            TrafficSwitch endpoint,
            Optional<Application> application,
            Clock clock) {
        this.own = new OwnChanges(journal, step);
        this.damages = new Damages(journal, step);
        this.clock = clock;
        this.profile = profile;
        this.servers = servers;
        this.journal = journal;
        this.step = step;
        this.dumpTool = dumpTool;
        this.endpoint = endpoint;
        this.application = application;
    }

    Profile profile() {
        return profile;
    }

    Servers servers() {
        return servers;
    }

    Journal journal() {
        return journal;
    }

    /** Long work and waits that tell it where they are end soon after the run was asked to stop. */
    Observer observer() {
        return new Stoppable(journal.observer(), step::stopping);
    }

    DumpTool dumpTool() {
        return dumpTool;
    }

    TrafficSwitch endpoint() {
        return endpoint;
    }

    Optional<Application> application() {
        return application;
    }

    Clock clock() {
        return clock;
    }

    /** Accounts that are this run's own or the operator's, and so no part of what is moved. */
    Set<String> ownAccounts() {
        return Stream.of(master(Role.SOURCE).login(), master(Role.TARGET).login(), servers.replication())
                .map(Login::user)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those, and what belongs to the servers or to RDS. */
    Set<String> accountsLeftOut() {
        return Stream.concat(ownAccounts().stream(), Accounts.SYSTEM.stream()).collect(Collectors.toUnmodifiableSet());
    }

    Server master(Role role) {
        if (step.undoes()) {
            damages.mendAll();
            awaitAnswer(role);
        }
        return servers.master(role);
    }

    /** What failed because a server was away for a moment is undone once it is back. Waited for once, in vain. */
    private void awaitAnswer(Role role) {
        if (away.contains(role)) {
            return;
        }
        try {
            await().until("the " + role + " answers", "a connection", RETURN_LIMIT, () -> {
                try (Session session = servers.master(role).open()) {
                    return new Await.Look("MariaDB " + session.version(), true);
                } catch (DatabaseException e) {
                    return new Await.Look("no connection", false);
                }
            });
        } catch (GaveUp e) {
            // The statement that is sent next fails with the server's own reason.
            away.add(role);
        }
    }

    Await await() {
        return new Await(observer(), PACE);
    }

    CatchUp catchUp() {
        return new CatchUp(await());
    }

    /** What drills break and mend. Whatever undoes finds everything mended. */
    Damages damages() {
        return damages;
    }

    /** Mends what a drill broke, and tells what was to break and never did. */
    public List<String> endMishaps() {
        return damages.end();
    }

    ReplicaControl replication(Role role) {
        return new ReplicaControl(master(role), servers.parameters(role), sentTo(role), steering(role));
    }

    Fence fence(Role role) {
        if (step.undoes()) {
            // It must answer before it can be opened.
            master(role);
        }
        return profile.fence().of(role, servers, sentTo(role));
    }

    ServerWrites writes(Role role) {
        return new ServerWrites(master(role));
    }

    BinlogRetention retention() {
        return new BinlogRetention(
                master(Role.SOURCE), servers.parameters(Role.SOURCE), sentTo(Role.SOURCE), steering(Role.SOURCE));
    }

    /** As the runbook says, else as the server offers. */
    Steering steering(Role role) {
        return find(Fact.STEERING).orElseGet(() -> {
            try (Session session = master(role).open()) {
                return Steering.of(session);
            }
        });
    }

    SourceSettings sourceSettings() {
        return new SourceSettings(master(Role.SOURCE), sentTo(Role.SOURCE));
    }

    /** The databases to move: those the profile names, else all of the source's own. */
    List<String> databases() {
        if (!profile.databases().isEmpty()) {
            return profile.databases();
        }
        return databasesOf(Role.SOURCE);
    }

    /** The databases to compare: what only the right side has is a difference too. */
    List<String> databases(Role left, Role right) {
        if (!profile.databases().isEmpty()) {
            return profile.databases();
        }
        List<String> both = new ServerParity(master(left), master(right)).databases();
        if (left != Role.REPLICA || find(Fact.PINNED_CATALOG).isEmpty()) {
            return both;
        }
        // The replica may have some of its own, which nobody moves.
        List<String> moved = get(Fact.PINNED_CATALOG).databases();
        List<String> there = databasesOf(right);
        return both.stream()
                .filter(name -> moved.contains(name) || there.contains(name))
                .toList();
    }

    private List<String> databasesOf(Role role) {
        try (Session session = master(role).open()) {
            return Catalog.databases(session);
        }
    }

    List<Table> tables(Role role) {
        return tables(role, databases());
    }

    List<Table> tables(Role role, List<String> databases) {
        try (Session session = master(role).openPinned()) {
            return Catalog.tables(session, databases);
        }
    }

    /** What this run changes, so that its undo takes back nothing else. */
    OwnChanges own() {
        return own;
    }

    /** Says what this run made on the target and leaves there, and how it is removed. */
    public void tellWhatStays() {
        new OwnCopy(this).tellWhatStays();
    }

    /** Says something for the record; what undoes goes on also when a full disk takes no entry any more. */
    void note(String what) {
        try {
            journal.append(Kind.NOTE, Map.of("text", what));
        } catch (UncheckedIOException e) {
            if (!step.undoes()) {
                throw e;
            }
        }
    }

    /** Remembers what a later step needs, for this run. */
    <T> void put(Fact<T> fact, T value) {
        facts.put(fact, value);
    }

    <T> Optional<T> find(Fact<T> fact) {
        return Optional.ofNullable(facts.get(fact)).map(fact.type()::cast);
    }

    <T> T get(Fact<T> fact) {
        return find(fact)
                .orElseThrow(() -> new Obstacle("the " + fact.what()
                        + " is not known; the step that finds it must stand before this one in the runbook"));
    }

    Consumer<String> sentTo(Role role) {
        return sql -> sent(role, sql);
    }

    /** Enters a statement before it is sent. What undoes is sent also when a full disk takes no entry any more. */
    void sent(Role role, String sql) {
        try {
            journal.append(
                    Kind.STATEMENT,
                    Map.of("phase", step.phase(), "step", step.step(), "role", role.label(), "sql", sql));
        } catch (UncheckedIOException e) {
            if (!step.undoes()) {
                throw e;
            }
        }
    }

    /** Enters a deviation, once for a run however often it is met. */
    void deviation(String what, String because) {
        if (!deviations.add(what)) {
            return;
        }
        journal.append(Kind.DEVIATION, Map.of("what", what, "because", because));
    }

    void coordinates(String which, Role role, Coordinates coordinates) {
        Map<String, Object> data = new LinkedHashMap<>(coordinates.data());
        data.put("which", which);
        data.put("role", role.label());
        journal.append(Kind.COORDINATES, data);
    }

    /**
     * Compares every row of two servers that stand still and enters the result.
     *
     * @throws ParityFailure when they are not proved the same
     */
    RowResult proveRows(String at, Role left, Role right, Coordinates coordinates, Observer observer) {
        RowResult result = new RowsAtRest(this).compare(at, left, right, coordinates, observer);
        judge(
                result.verdict(),
                () -> "at the " + at + " coordinates " + coordinates.position() + ", " + result.failures());
        return result;
    }

    static void judge(String verdict, java.util.function.Supplier<String> message) {
        if (verdict.equals("Different")) {
            throw ParityFailure.different(message.get());
        }
        if (!verdict.equals("Same")) {
            throw ParityFailure.inconclusive(message.get());
        }
    }

    /** A comparison in the freeze that ends with the outage budget: who waits longer has nothing of a proof. */
    <T> T withinTheOutage(Frozen<T> comparison) throws InterruptedException {
        long begun = find(Fact.FROZEN_SINCE).orElseGet(System::nanoTime);
        Duration budget = profile.budgets().outage();
        try {
            return comparison.under(new Stoppable(
                    journal.observer(), () -> step.stopping() || System.nanoTime() - begun > budget.toNanos()));
        } catch (Stopped e) {
            if (step.stopping()) {
                throw e;
            }
            throw ParityFailure.inconclusive("the comparison at the frozen coordinates did not end within the outage"
                    + " budget of " + budget.toSeconds() + " s; raise budgets.outage, or freeze when less is written");
        }
    }

    /** A comparison that tells its observer how it comes on, and ends when that has enough. */
    interface Frozen<T> {
        T under(Observer observer) throws InterruptedException;
    }

    void refuseUnlessClosed() {
        if (!fence(Role.SOURCE).closed() || !fence(Role.TARGET).closed()) {
            throw new Obstacle("source and target must be closed for writes while they are compared; one is open");
        }
    }

    /** Ends what goes on in the background. */
    public void endBackground() {
        find(Fact.LIVE).ifPresent(LiveProof::close);
    }

    /** Fails with all problems in one message, or not at all. */
    static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new Obstacle(String.join("; ", new ArrayList<>(problems)));
        }
    }

    /** A check of the runbook that is not met: found, needed, do. */
    static final class Obstacle extends RuntimeException {
        Obstacle(String message) {
            super(message);
        }
    }
}
