package dev.evenkeel.event;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;

/** Something that a run says of itself. */
public sealed interface Event
        permits RunEvent,
                GateEvent,
                ControlEvent,
                PlanEvent,
                PhaseEvent,
                MoveEvent,
                TrafficEvent,
                ParityEvent,
                CloudEvent,
                Remark,
                Unknown {
    /** Writes it; on disk when this returns. */
    default Entry enter(Journal journal) {
        return journal.append(EventCodec.kind(getClass()), EventCodec.data(this));
    }
}
