package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.pinned.EventsInForce;
import dev.evenkeel.transfer.pinned.EventsInForce.Awakened;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts the target's events in force, and in an undo has just those wait again that this run put in force. */
public record OwnEvents(RunContext run, Moved moved, OwnChanges own) {
    private static final String WAITING = "waiting";
    private static final String IN_FORCE = "as the source has them";

    public void putInForce() {
        OwnDefiners definers = new OwnDefiners(run);
        KeptDefiners kept = definers.kept();
        AwakenedEvents awakened = new AwakenedEvents();
        run.begin(awakened);
        EventsInForce.Result result = events(kept).put(moved.databases(), closed(), one -> {
            if (awakened.events().isEmpty()) {
                own.intend(Role.TARGET, Thing.EVENTS, WAITING, IN_FORCE);
            }
            awakened.add(one);
        });
        definers.tell(result.rewrittenDefiners(), kept);
        result.notes().forEach(note -> run.deviation(note, "events follow the clock, not the freeze"));
    }

    public void waitAgain() {
        List<Awakened> awakened = new ArrayList<>(
                run.findLive(AwakenedEvents.class).map(AwakenedEvents::events).orElse(List.of()));
        // The last one first: what failed halfway is looked at before what was done.
        Collections.reverse(awakened);
        String now = awakened.isEmpty() ? WAITING : IN_FORCE;
        own.restore(Role.TARGET, Thing.EVENTS, now, before -> events(new OwnDefiners(run).kept())
                .waitAgain(awakened)
                .forEach(run::note));
    }

    private EventsInForce events(KeptDefiners kept) {
        return new EventsInForce(
                run.master(Role.SOURCE), run.master(Role.TARGET), kept, new Sent(run, Role.TARGET).events());
    }

    private Duration closed() {
        return run.facts()
                .find(BeginOfFreeze.class)
                .map(begun -> Duration.between(begun.at(), run.clock().instant()))
                .orElse(Duration.ZERO);
    }
}
