package dev.evenkeel.transfer;

import dev.evenkeel.catalog.Event;
import java.util.List;

/**
 * Events after their copy, all of them disabled.
 *
 * @param toEnable those that were enabled on the source, for {@link EventCopy#enable}
 * @param notes what could not be done, a sentence each
 */
public record EventResult(
        List<Event> created, List<Event> toEnable, List<RewrittenDefiner> rewrittenDefiners, List<String> notes) {
    public EventResult {
        created = List.copyOf(created);
        toEnable = List.copyOf(toEnable);
        rewrittenDefiners = List.copyOf(rewrittenDefiners);
        notes = List.copyOf(notes);
    }
}
