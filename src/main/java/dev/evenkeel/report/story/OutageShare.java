package dev.evenkeel.report.story;

import dev.evenkeel.event.Says;

/**
 * What a part of the outage went to.
 *
 * @param what the sentence of a step, or what was waited for after the last one
 */
public record OutageShare(
        @Says("the sentence of a step, \"between the steps\", or \"until the first acknowledged write\"")
        String what,

        long millis) {}
