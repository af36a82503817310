package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer.Waiting;
import java.util.List;

/** One way of showing a run. Told everything by a single thread, so that nothing in it needs a lock. */
public interface View {
    void entry(Entry entry);

    default void began(ShownProgress progress) {}

    default void ended(ShownProgress progress) {}

    default void waiting(Waiting waiting) {}

    default void say(String line) {}

    void block(List<String> lines);

    /** Time went by. */
    default void tick() {}

    default void close() {}
}
