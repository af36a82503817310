package dev.evenkeel.run;

import dev.evenkeel.event.Event;
import dev.evenkeel.run.RunStatus.Zone;
import dev.evenkeel.screen.Standing;
import java.time.Instant;
import java.util.Optional;

/** The zone of the run that this process is carrying out, in the words of {@code status}. */
public final class LiveZone implements Standing {
    private final ZoneReading reading = new ZoneReading();

    @Override
    public void take(Instant at, Event event) {
        reading.take(at, event);
    }

    @Override
    public Optional<Told> told() {
        Zone zone = reading.zone(false);
        Concern concern =
                switch (zone) {
                    case NOTHING_CHANGED, FREE_TO_ABORT, OVER -> Concern.NONE;
                    case IN_THE_FREEZE -> Concern.SOME;
                    case PAST_NO_RETURN -> Concern.GREAT;
                };
        return Optional.of(new Told(concern, reading.words(zone, true)));
    }
}
