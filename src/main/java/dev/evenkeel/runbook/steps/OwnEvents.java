package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.transfer.EventsInForce;
import dev.evenkeel.transfer.KeptDefiners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts the target's events in force, and in an undo has just those wait again that this run put in force. */
record OwnEvents(Migration migration) {
    private static final String WAITING = "waiting";
    private static final String IN_FORCE = "as the source has them";

    void putInForce() {
        OwnDefiners definers = new OwnDefiners(migration);
        KeptDefiners kept = definers.kept();
        List<EventsInForce.Awakened> awakened = new ArrayList<>();
        migration.put(Fact.AWAKENED, awakened);
        EventsInForce.Result result = events(kept).put(migration.databases(), closed(), one -> {
            if (awakened.isEmpty()) {
                migration.own().intend(Role.TARGET, Thing.EVENTS, WAITING, IN_FORCE);
            }
            awakened.add(one);
        });
        definers.tell(result.rewrittenDefiners(), kept);
        result.notes().forEach(note -> migration.deviation(note, "events follow the clock, not the freeze"));
    }

    void waitAgain() {
        List<EventsInForce.Awakened> awakened =
                new ArrayList<>(migration.find(Fact.AWAKENED).orElse(List.of()));
        // The last one first: what failed halfway is looked at before what was done.
        Collections.reverse(awakened);
        String now = awakened.isEmpty() ? WAITING : IN_FORCE;
        migration.own().restore(Role.TARGET, Thing.EVENTS, now, before -> events(new OwnDefiners(migration).kept())
                .waitAgain(awakened)
                .forEach(migration::note));
    }

    private EventsInForce events(KeptDefiners kept) {
        return new EventsInForce(
                migration.master(Role.SOURCE),
                migration.master(Role.TARGET),
                kept,
                new Sent(migration, Role.TARGET).events());
    }

    private Duration closed() {
        return migration
                .find(Fact.FROZEN_SINCE)
                .map(since -> Duration.ofNanos(System.nanoTime() - since))
                .orElse(Duration.ZERO);
    }
}
