package dev.evenkeel.report.story;

import dev.evenkeel.event.CloudEvent;
import java.util.List;

/** What the control plane recorded of the servers, beside what the run saw: its measurements, and what happened to them. */
public record Recorded(List<Measured> measured, List<CloudEvent.Happened> events) {
    public Recorded {
        measured = List.copyOf(measured);
        events = List.copyOf(events);
    }
}
