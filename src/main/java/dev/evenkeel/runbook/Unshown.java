package dev.evenkeel.runbook;

import dev.evenkeel.event.StepOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A step that could not be shown.
 *
 * @param step from 1
 */
record Unshown(Phase phase, int step, String text, String because) {
    /** As the journal spells the outcome of such a step, and of a phase in which no step was shown. */
    static final String OUTCOME = "not shown";

    /** Of a phase in which other steps passed. */
    static final String PARTLY = "partly shown";

    /** "the target's storage is encrypted at rest (the server has no key management plugin)", those of one reason together. */
    static String sentence(List<Unshown> steps) {
        Map<String, String> texts = steps.stream()
                .collect(Collectors.groupingBy(
                        Unshown::because,
                        LinkedHashMap::new,
                        Collectors.mapping(Unshown::text, Collectors.joining(", "))));
        return StepOutcome.NOT_SHOWN + ": "
                + texts.entrySet().stream()
                        .map(one -> one.getValue() + " (" + one.getKey() + ")")
                        .collect(Collectors.joining("; "));
    }
}
