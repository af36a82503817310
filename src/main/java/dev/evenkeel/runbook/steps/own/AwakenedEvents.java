package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.runbook.glue.Live;
import dev.evenkeel.transfer.pinned.EventsInForce.Awakened;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The events of the target that this run put in force, in that order; what has not been entered was not altered. */
final class AwakenedEvents implements Live {
    private final List<Awakened> events = new CopyOnWriteArrayList<>();

    /** Enters one before it is altered. */
    void add(Awakened event) {
        events.add(event);
    }

    List<Awakened> events() {
        return List.copyOf(events);
    }

    @Override
    public String begunAgain() {
        return "by enabling the events once more, which leaves those alone that are as the source has them";
    }
}
