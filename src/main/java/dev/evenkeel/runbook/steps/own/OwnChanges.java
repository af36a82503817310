package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.MoveEvent.ChangeState;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.RunningStep;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What this run changes on the servers. Each change is entered before its effect, with the state before it. An undo puts
 * that state back where it finds what this run made, and lets everything else alone. States are plain words, so that
 * another process can read them from the journal and continue.
 */
public final class OwnChanges {
    private final Journal journal;
    private final RunningStep step;
    private final Map<Place, Change> changes = new LinkedHashMap<>();
    /** With the sentence that was said of each. */
    private final Map<Place, String> letAlone = new HashMap<>();

    public OwnChanges(Journal journal, RunningStep step) {
        this.journal = journal;
        this.step = step;
    }

    /** Found in the journal of an earlier process. */
    private final Set<Place> takenUp = new HashSet<>();

    private record Place(Role role, Thing thing) {}

    private record Change(String before, String made) {}

    /** Takes up what earlier processes have changed in this run, as its journal shows. */
    public void takeUp(List<Entry> entries) {
        entries.stream()
                .filter(entry -> entry.kind().equals(EventCodec.kind(MoveEvent.Change.class)))
                .map(entry -> (MoveEvent.Change) EventCodec.readWhole(entry))
                .forEach(this::takeUp);
    }

    private void takeUp(MoveEvent.Change told) {
        Place place = new Place(Role.valueOf(told.role().toUpperCase(Locale.ROOT)), Thing.of(told.what()));
        switch (told.state()) {
            case INTENDED, MADE -> {
                changes.put(place, new Change(told.before(), told.made()));
                takenUp.add(place);
            }
            case NOT_MADE, RESTORED, AS_BEFORE, LET_ALONE -> {
                changes.remove(place);
                takenUp.remove(place);
            }
            case STAYS, UNKNOWN -> {
                // It is as it was.
            }
        }
    }

    /** Whether an earlier process of this run intended to change a thing, and nobody has taken that back. */
    boolean isTakenUp(Role role, Thing thing) {
        return takenUp.contains(new Place(role, thing));
    }

    /** Whether the step that is being taken undoes something. */
    boolean undoing() {
        return step.undoes();
    }

    /** To be called before the effect: should its answer be lost, it may be there. The first state found is what counts. */
    public void intend(Role role, Thing thing, String before, String made) {
        Place place = new Place(role, thing);
        String first =
                Optional.ofNullable(changes.get(place)).map(Change::before).orElse(before);
        changes.put(place, new Change(first, made));
        enter(place, ChangeState.INTENDED, first, made, "");
    }

    /** What was intended is there, and this is what it looks like. */
    void made(Role role, Thing thing, String made) {
        Place place = new Place(role, thing);
        Change change = changes.get(place);
        if (!change.made().equals(made)) {
            changes.put(place, new Change(change.before(), made));
            enter(place, ChangeState.MADE, change.before(), made, "");
        }
    }

    /** What was intended did not happen, and whatever is there is somebody else's. */
    void notMade(Role role, Thing thing) {
        Place place = new Place(role, thing);
        Optional.ofNullable(changes.remove(place))
                .ifPresent(change -> enter(place, ChangeState.NOT_MADE, change.before(), change.made(), ""));
    }

    /** Whether a thing is as this run made it. */
    boolean isOwn(Role role, Thing thing, String now) {
        return Optional.ofNullable(changes.get(new Place(role, thing)))
                .filter(change -> change.made().equals(now))
                .isPresent();
    }

    /** Whether this run changed a thing, whatever became of it. */
    public Optional<String> made(Role role, Thing thing) {
        return Optional.ofNullable(changes.get(new Place(role, thing))).map(Change::made);
    }

    /** Whether an undo met somebody else's doing there, so that it must not expect its own state. */
    boolean wasLetAlone(Role role, Thing thing) {
        return letAlone.containsKey(new Place(role, thing));
    }

    /** Somebody else's doing is where a step of an undo looks for this run's, so that its sentence is not shown. */
    NotShown notShown(Role role, Thing thing) {
        return new NotShown(letAlone.get(new Place(role, thing)));
    }

    /**
     * Puts back what was before, where that is this run's to do.
     *
     * @param now the state that is found
     * @param putBack is given the state before
     */
    public void restore(Role role, Thing thing, String now, Consumer<String> putBack) {
        Place place = new Place(role, thing);
        Change change = changes.get(place);
        if (change == null) {
            if (!thing.usual(now)) {
                letAlone(
                        place,
                        now,
                        now,
                        role + ": " + thing.words() + " is " + now
                                + ", which is not this run's doing; it is left alone");
            }
            return;
        }
        if (now.equals(change.before())) {
            asBefore(place, change);
        } else if (now.equals(change.made())) {
            putBack.accept(change.before());
            enter(place, ChangeState.RESTORED, change.before(), change.made(), "");
        } else {
            letAlone(
                    place,
                    change.before(),
                    change.made(),
                    role + ": " + thing.words() + " was " + change.before() + " before this run, which made it "
                            + change.made() + "; somebody else has made it " + now + " since, and it is left alone");
        }
        changes.remove(place);
    }

    private void asBefore(Place place, Change change) {
        enter(place, ChangeState.AS_BEFORE, change.before(), change.made(), "");
        if (!place.thing().usual(change.before())) {
            letAlone(
                    place,
                    change.before(),
                    change.made(),
                    place.role() + ": " + place.thing().words() + " was " + change.before()
                            + " before this run, and stays so");
        }
    }

    private void letAlone(Place place, String before, String made, String sentence) {
        if (letAlone.putIfAbsent(place, sentence) == null) {
            enter(place, ChangeState.LET_ALONE, before, made, sentence);
        }
    }

    /** What this run made stays, and how it is removed. */
    void stays(Role role, Thing thing, String sentence) {
        Place place = new Place(role, thing);
        Change change = changes.get(place);
        enter(place, ChangeState.STAYS, change.before(), change.made(), sentence);
    }

    /** Before the effect. What undoes is done also when a full disk takes no entry any more. */
    private void enter(Place place, ChangeState state, String before, String made, String detail) {
        try {
            new MoveEvent.Change(
                            step.phase(),
                            step.step(),
                            place.role().label(),
                            place.thing().words(),
                            before,
                            made,
                            state,
                            detail)
                    .enter(journal);
        } catch (UncheckedIOException e) {
            if (!step.undoes()) {
                throw e;
            }
        }
    }
}
