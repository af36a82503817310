package dev.evenkeel.report.story;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.PhaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the outage consisted of: by the times of the steps, between the last write that the application had acknowledged before it and
 * the first one after it. A step that was still running when that came was not what it waited for.
 */
final class OutageShares {
    private record Place(String phase, long index) {}

    private record Span(String text, Instant began, Optional<Instant> ended) {}

    private final Map<Place, Span> spans = new LinkedHashMap<>();

    void take(PhaseEvent event, Instant at) {
        if (event instanceof PhaseEvent.StepIntended step) {
            spans.put(new Place(step.phase(), step.index()), new Span(step.text(), at, Optional.empty()));
        } else if (event instanceof PhaseEvent.StepEnded step) {
            spans.computeIfPresent(
                    new Place(step.phase(), step.index()),
                    (place, span) -> new Span(span.text(), span.began(), Optional.of(at)));
        }
    }

    /** In their order; none where the application was not seen to be without writes. */
    List<OutageShare> of(MoveEvent.Cutover cutover) {
        if (cutover.lastServedAt().isEmpty() || cutover.servedAt().isEmpty()) {
            return List.of();
        }
        Instant from = cutover.lastServedAt().get();
        Instant to = cutover.servedAt().get();
        List<OutageShare> shares = new ArrayList<>();
        Instant last = from;
        Duration between = Duration.ZERO;
        for (Span span : spans.values()) {
            Instant ended = span.ended().orElse(Instant.MAX);
            if (ended.isBefore(from) || ended.isAfter(to)) {
                continue;
            }
            Instant began = span.began().isBefore(last) ? last : span.began();
            between = between.plus(Duration.between(last, began));
            shares.add(
                    new OutageShare(span.text(), Duration.between(began, ended).toMillis()));
            last = ended;
        }
        shares.add(new OutageShare("between the steps", between.toMillis()));
        shares.add(new OutageShare(
                "until the first acknowledged write", Duration.between(last, to).toMillis()));
        return List.copyOf(shares);
    }
}
