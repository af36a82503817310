package dev.evenkeel.runbook.glue;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a step is given of its run: the servers by role, the profile, what earlier steps found, and the ways to say something for
 * the record. A step class asks for it in its constructor.
 */
public final class RunContext implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(20);
    /** A server that was restarted is back by then. */
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(60);

    private final Profile profile;
    private final Servers servers;
    private final Journal journal;
    private final RunningStep step;
    private final Clock clock;
    private final Facts facts;
    private final Map<Class<?>, Live> live = new ConcurrentHashMap<>();
    private final Set<String> deviations = ConcurrentHashMap.newKeySet();
    private final Set<Role> away = ConcurrentHashMap.newKeySet();
    private final List<Runnable> beforeUndo = new ArrayList<>();
    private Supplier<Optional<String>> noReturn = Optional::empty;

    public RunContext(Profile profile, Servers servers, Journal journal, RunningStep step, Clock clock) {
        this.profile = profile;
        this.servers = servers;
        this.journal = journal;
        this.step = step;
        this.clock = clock;
        this.facts = new Facts(journal, step);
    }

    /** Takes up what an earlier process found in this run, as its journal shows. */
    public void takeUp(List<Entry> entries) {
        facts.takeUp(entries);
    }

    public Profile profile() {
        return profile;
    }

    public Servers servers() {
        return servers;
    }

    public Journal journal() {
        return journal;
    }

    /** The id of this run, which is the name of its folder. */
    public String id() {
        return journal.folder().getFileName().toString();
    }

    public RunningStep step() {
        return step;
    }

    /** The time of day. What a fact holds of time comes from here. */
    public Clock clock() {
        return clock;
    }

    public Facts facts() {
        return facts;
    }

    /** Keeps a live thing for later steps, in place of one of the same class, which is closed. */
    public void begin(Live begun) {
        Optional.ofNullable(live.put(begun.getClass(), begun)).ifPresent(Live::close);
    }

    /** Closes a live thing before its time, if there is one. */
    public void end(Class<? extends Live> type) {
        Optional.ofNullable(live.remove(type)).ifPresent(Live::close);
    }

    public <L extends Live> Optional<L> findLive(Class<L> type) {
        return Optional.ofNullable(live.get(type)).map(type::cast);
    }

    /** @throws Obstacle where no step has begun it in this process */
    public <L extends Live> L live(Class<L> type) {
        return findLive(type).orElseThrow(() -> Facts.unknown(type));
    }

    /** Whether a fact or a live thing of this class is there. */
    public boolean has(Class<?> type) {
        return live.containsKey(type) || facts.has(type);
    }

    /** Long work and waits that tell it where they are end soon after the run was asked to stop. */
    public Observer observer() {
        return new Stoppable(journal.observer(), step::stopping);
    }

    public Await await() {
        return new Await(observer(), PACE);
    }

    /** The server of a role, as the runbook's own account sees it. In an undo one that was away is waited for. */
    public Server master(Role role) {
        if (step.undoes()) {
            beforeUndo.forEach(Runnable::run);
            awaitAnswer(role);
        }
        return servers.master(role);
    }

    /** To be called before whatever undoes asks for a server. */
    public void beforeUndo(Runnable action) {
        beforeUndo.add(action);
    }

    /**
     * Sets what is asked where a step fails after an irreversible one was begun in its phase: whether that has been shown to have
     * had no effect that must stay. Where it answers why, the run goes back as if it had not been begun.
     */
    public void unlessShown(Supplier<Optional<String>> shown) {
        noReturn = shown;
    }

    /** Why nothing irreversible has happened yet; empty where that is not shown. */
    public Optional<String> notPassed() {
        return noReturn.get();
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

    /** Says something for the record. */
    public void note(String what) {
        entered(new Remark.Note(what));
    }

    /** Enters a deviation, once for a run however often it is met. */
    public void deviation(String what, String because) {
        if (deviations.add(what)) {
            new Remark.Deviation(what, because).enter(journal);
        }
    }

    /** Enters a statement before it is sent. */
    public void sent(Role role, String sql) {
        entered(new PhaseEvent.Statement(step.phase(), step.step(), role.label(), sql));
    }

    public Consumer<String> sentTo(Role role) {
        return sql -> sent(role, sql);
    }

    /** What undoes continues also when a full disk takes no entry any more. */
    private void entered(Event event) {
        try {
            event.enter(journal);
        } catch (UncheckedIOException e) {
            if (!step.undoes()) {
                throw e;
            }
        }
    }

    /** Ends what runs in the background. */
    @Override
    public void close() {
        live.values().forEach(Live::close);
        live.clear();
    }
}
