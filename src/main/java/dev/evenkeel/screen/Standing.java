package dev.evenkeel.screen;

import dev.evenkeel.event.Event;
import java.time.Instant;
import java.util.Optional;

/** What may be done with a run now, for the line of it that is always on the terminal; whoever knows how to tell it reads the events. */
public interface Standing {
    /** Where there is no such line. */
    Standing NONE = new Standing() {
        @Override
        public void take(Instant at, Event event) {}

        @Override
        public Optional<Told> told() {
            return Optional.empty();
        }
    };

    /** How far it is from harmless. */
    enum Concern {
        /** One can go back. */
        NONE,
        /** One can go back, and somebody waits meanwhile. */
        SOME,
        /** There is no way back. */
        GREAT
    }

    /** @param words with what going back costs, or until when it can be done */
    record Told(Concern concern, String words) {}

    void take(Instant at, Event event);

    Optional<Told> told();
}
