package dev.evenkeel.run;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.run.RunStatus.Zone;
import dev.evenkeel.runbook.Reach;
import dev.evenkeel.screen.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may be done with a run and what that costs, told from its entries, one after the other. */
final class ZoneReading {
    private static final String UNDO = "undo:";
    /** A lock that ends with the process that holds it. */
    private static final String LATCHED = "latched";

    private final Reach reach = new Reach();
    private final Set<String> undone = new LinkedHashSet<>();
    /** Of steps, by phase; a wait for people is not a work. */
    private final Map<String, Long> millis = new LinkedHashMap<>();

    private final Set<String> changed = new LinkedHashSet<>();
    private Optional<Long> budget = Optional.empty();
    private Optional<Instant> frozen = Optional.empty();
    private boolean latched;
    private boolean waited;
    private Instant last = Instant.MIN;

    void take(Instant at, Event event) {
        last = at;
        reach.take(event);
        if (event instanceof RunEvent.Started started) {
            budget = started.budgetMillis().or(() -> budget);
        } else if (event instanceof PhaseEvent.Planned phase && phase.undo()) {
            undone.add(phase.id().substring(UNDO.length()));
        } else if (event instanceof PhaseEvent.StepIntended step) {
            waited = false;
            if (!step.effect().equals("READ_ONLY")) {
                changed.add(step.phase());
            }
        } else if (event instanceof GateEvent.Asked) {
            waited = true;
        } else if (event instanceof PhaseEvent.StepEnded step && !waited) {
            millis.merge(step.phase(), step.took().toMillis(), Long::sum);
        } else if (event instanceof PhaseEvent.Ended over && over.id().startsWith(UNDO)) {
            String phase = over.id().substring(UNDO.length());
            if (over.outcome().withoutFailure() && over.outcome() != StepOutcome.SKIPPED) {
                millis.remove(phase);
                changed.remove(phase);
            }
        } else if (event instanceof MoveEvent.Change change
                && change.what().equals("read_only")
                && change.role().equals("source")) {
            freeze(at, change);
        }
    }

    private void freeze(Instant at, MoveEvent.Change change) {
        frozen = switch (change.state()) {
            case INTENDED, MADE -> frozen.or(() -> Optional.of(at));
            case RESTORED, AS_BEFORE, NOT_MADE, LET_ALONE -> Optional.empty();
            case STAYS, UNKNOWN -> frozen;
        };
        latched = change.made().equals(LATCHED);
    }

    /** @param over whether nobody can continue the run */
    Zone zone(boolean over) {
        if (over) {
            return Zone.OVER;
        }
        if (reach.pastNoReturn()) {
            return Zone.PAST_NO_RETURN;
        }
        if (frozen.isPresent()) {
            return Zone.IN_THE_FREEZE;
        }
        return reach.changedAnything() ? Zone.FREE_TO_ABORT : Zone.NOTHING_CHANGED;
    }

    /** In one line. */
    String words(Zone zone, boolean live) {
        return switch (zone) {
            case FREE_TO_ABORT -> zone.words() + " (costs: " + costs() + ")";
            case IN_THE_FREEZE -> zone.words() + " (" + opening(live) + ")";
            case PAST_NO_RETURN -> zone.words() + " (only forward)";
            case NOTHING_CHANGED -> zone.words() + ": it can be left";
            case OVER -> zone.words();
        };
    }

    private String costs() {
        long work = millis.entrySet().stream()
                .filter(phase -> !phase.getKey().startsWith(UNDO))
                .mapToLong(Map.Entry::getValue)
                .sum();
        List<String> stays = new ArrayList<>(changed);
        stays.removeIf(phase -> undone.contains(phase) || phase.startsWith(UNDO));
        return Figures.time(Duration.ofMillis(work)) + " of work"
                + (stays.isEmpty()
                        ? ""
                        : "; what phase" + (stays.size() == 1 ? " " : "s ") + String.join(" and ", stays)
                                + (stays.size() == 1 ? " has" : " have") + " made stays");
    }

    private String opening(boolean live) {
        if (!live) {
            return latched
                    ? "no process is at work: the latch went with it; accounts that are shut stay shut until resume or undo"
                    : "no process is at work: the source stays closed until resume or undo";
        }
        return budget.map(limit -> frozen.orElseThrow().plusMillis(limit))
                .map(end -> (last.isAfter(end) ? "was to open again by itself at " : "opens again by itself at ")
                        + end.truncatedTo(ChronoUnit.SECONDS))
                .orElse("opens again by itself when its budget is spent");
    }
}
