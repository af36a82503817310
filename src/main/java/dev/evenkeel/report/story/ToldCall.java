package dev.evenkeel.report.story;

import dev.evenkeel.event.Inline;
import dev.evenkeel.event.RunEvent;
import java.time.Instant;

/**
 * A call to the control plane.
 *
 * @param phase in which it was made; empty before the first one and after the last
 * @param at when it was entered: when it was answered, or when it was sent
 */
public record ToldCall(String phase, Instant at, @Inline RunEvent.Call told) {}
