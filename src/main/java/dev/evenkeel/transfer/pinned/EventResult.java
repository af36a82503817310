package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.Event;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.util.List;

/**
 * Events after their copy, none of them active.
 *
 * @param notes what could not be done, a sentence each
 */
public record EventResult(List<Event> created, List<RewrittenDefiner> rewrittenDefiners, List<String> notes) {
    public EventResult {
        created = List.copyOf(created);
        rewrittenDefiners = List.copyOf(rewrittenDefiners);
        notes = List.copyOf(notes);
    }
}
