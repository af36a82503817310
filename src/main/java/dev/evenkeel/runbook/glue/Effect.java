package dev.evenkeel.runbook.glue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a step may do to the world, and what a phase allows its steps to do. Ordered from harmless to final. */
public enum Effect {
    READ_ONLY,
    REVERSIBLE,
    IRREVERSIBLE;

    /** The tag by which a scenario allows it. */
    public String tag() {
        return "@" + label();
    }

    /** As people write it: {@code read-only}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean exceeds(Effect allowed) {
        return compareTo(allowed) > 0;
    }

    public static Optional<Effect> ofTag(String tag) {
        return Arrays.stream(values())
                .filter(effect -> effect.tag().equals(tag))
                .findFirst();
    }
}
