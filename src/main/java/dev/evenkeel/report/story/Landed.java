package dev.evenkeel.report.story;

import dev.evenkeel.event.TrafficEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where writes went from the moment that the target took them. */
public record Landed(
        Optional<TrafficEvent.NoReturn> noReturn,
        List<TrafficEvent.Straggler> stragglers,
        Optional<TrafficEvent.Watched> watched,
        Optional<TrafficEvent.Forecast> forecast) {
    static final Landed NOTHING = new Landed(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public Landed {
        stragglers = List.copyOf(stragglers);
    }

    Landed with(TrafficEvent event) {
        if (event instanceof TrafficEvent.NoReturn told) {
            return new Landed(Optional.of(told), stragglers, watched, forecast);
        }
        if (event instanceof TrafficEvent.Straggler told) {
            return new Landed(
                    noReturn,
                    Stream.concat(stragglers.stream(), Stream.of(told)).toList(),
                    watched,
                    forecast);
        }
        if (event instanceof TrafficEvent.Forecast told) {
            return new Landed(noReturn, stragglers, watched, Optional.of(told));
        }
        return event instanceof TrafficEvent.Watched told
                ? new Landed(noReturn, stragglers, Optional.of(told), forecast)
                : this;
    }

    boolean shownNotWritten() {
        return noReturn.filter(told -> told.state() == TrafficEvent.NoReturnState.NOT_WRITTEN)
                .isPresent();
    }
}
