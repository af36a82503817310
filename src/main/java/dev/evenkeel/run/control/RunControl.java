package dev.evenkeel.run.control;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.event.ControlEvent.Control;
import dev.evenkeel.event.ControlEvent.ControlAction;
import dev.evenkeel.event.ControlEvent.ControlState;
import dev.evenkeel.journal.Journal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Whether a run is to pause or to go back, and who wants it so. Requests arrive from another thread; the run asks before
 * each step that changes something. What is asked and what becomes of it is in the journal.
 */
public final class RunControl {
    /** Nobody forgets a pause for so long: the process ends then, and another one can continue. */
    private static final Duration LIMIT = Duration.ofDays(7);

    private static final Duration PACE = Duration.ofMillis(200);

    private final Journal journal;
    private final Set<String> never;
    private final Supplier<String> phase;
    private final Predicate<String> abort;
    private final Runnable interrupt;
    private Optional<String> paused = Optional.empty();
    private volatile boolean gatePassed;
    private volatile boolean waitsForPeople;

    /**
     * @param never the phases in which nothing is held up once a gate is passed, because writes are blocked or nobody may wait
     * @param phase the one that the run is in; empty between phases
     * @param abort takes the run back; answers whether it can
     * @param interrupt ends this process at the next safe point, for another one to continue
     */
    public RunControl(
            Journal journal, Set<String> never, Supplier<String> phase, Predicate<String> abort, Runnable interrupt) {
        this.journal = journal;
        this.never = Set.copyOf(never);
        this.phase = phase;
        this.abort = abort;
        this.interrupt = interrupt;
    }

    /** Who has asked the run to pause, until somebody lets it continue. */
    public synchronized Optional<String> paused() {
        return paused;
    }

    /** Takes a request up. For another thread than the run's. */
    synchronized void take(ControlRequest request) {
        switch (request.action()) {
            case PAUSE -> pause(request);
            case CONTINUE -> goOn(request);
            case ABORT -> abort(request);
            case UNKNOWN -> refuse(request, "nobody knows what it asks for");
        }
    }

    private void pause(ControlRequest request) {
        if (paused.isPresent()) {
            refuse(request, "the run is paused already, by " + paused.get());
            return;
        }
        paused = Optional.of(request.by());
        if (mustNotWait()) {
            enter(
                    request.action(),
                    ControlState.DEFERRED,
                    request.by(),
                    "between the gate and the end of the switch nothing is held up; it takes effect before the next step after"
                            + " that which changes something, or once the freeze was undone");
        } else {
            enter(request.action(), ControlState.ACCEPTED, request.by(), request.why());
        }
    }

    private void goOn(ControlRequest request) {
        if (paused.isEmpty()) {
            refuse(request, "the run is not paused");
            return;
        }
        paused = Optional.empty();
        enter(request.action(), ControlState.ACCEPTED, request.by(), request.why());
    }

    private void abort(ControlRequest request) {
        String why = "aborted by " + request.by() + (request.why().isEmpty() ? "" : ": " + request.why());
        if (abort.test(why)) {
            paused = Optional.empty();
            enter(request.action(), ControlState.ACCEPTED, request.by(), request.why());
        } else {
            refuse(
                    request,
                    "the run is past the point of no return: the target may hold writes that the source lacks. It continues"
                            + " to its end; the way back is a new move, from the target to the source");
        }
    }

    private void refuse(ControlRequest request, String why) {
        enter(request.action(), ControlState.REFUSED, request.by(), why);
    }

    /** A file that is not a request to this process. */
    void refuse(String what) {
        enter(ControlAction.UNKNOWN, ControlState.REFUSED, "", what);
    }

    /** Whether the run waits for somebody: how long that takes says nothing of the step. */
    public boolean waitsForPeople() {
        return waitsForPeople;
    }

    /** The step that is under way asks people. */
    public void asks() {
        waitsForPeople = true;
    }

    /** A gate is passed: what was approved and proved there is of one moment. */
    public void gatePassed() {
        gatePassed = true;
        waitsForPeople = false;
    }

    private boolean mustNotWait() {
        return gatePassed && never.contains(phase.get());
    }

    /** Waits while the run is paused, unless it is where it must not. For the run's own thread. */
    public void hold(Supplier<Boolean> stopping) {
        Optional<String> by = paused();
        if (by.isEmpty() || mustNotWait() || stopping.get()) {
            return;
        }
        boolean before = waitsForPeople;
        waitsForPeople = true;
        enter(ControlAction.PAUSE, ControlState.HELD, by.get(), "");
        String run = journal.folder().getFileName().toString();
        try {
            new Await(journal.observer(), PACE)
                    .until(
                            "the run continues",
                            "evenkeel continue " + run,
                            LIMIT,
                            () -> new Await.Look(
                                    paused().map(who -> "paused by " + who).orElse("continued"),
                                    paused().isEmpty() || stopping.get()));
            enter(ControlAction.PAUSE, ControlState.RELEASED, by.get(), "");
        } catch (GaveUp e) {
            interrupt.run();
        } finally {
            waitsForPeople = before;
        }
    }

    private void enter(ControlAction action, ControlState state, String by, String why) {
        new Control(action, state, by, phase.get(), why).enter(journal);
    }
}
