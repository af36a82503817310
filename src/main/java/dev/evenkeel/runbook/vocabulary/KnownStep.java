package dev.evenkeel.runbook.vocabulary;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.glue.Effect;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A step that runbooks may use.
 *
 * @param pattern its Cucumber expression
 * @param effect what it may do; empty when its method does not say, which lint refuses
 * @param what one line about it, possibly empty
 * @param repeatable whether it may be executed again when nobody knows whether it had its effect
 * @param always whether every process that takes up a run executes it again
 * @param closes whether it changes only who may write
 * @param breaks what it breaks on purpose
 * @param facts what it needs of earlier steps and finds for later ones
 * @param asks what it asks a control plane for
 * @param grants what the accounts of each server must be granted for it
 * @param owner the simple name of its class
 * @param method the name of its method
 */
public record KnownStep(
        String pattern,
        Optional<Effect> effect,
        String what,
        boolean repeatable,
        boolean always,
        boolean closes,
        Breaks breaks,
        FactUse facts,
        Set<String> asks,
        Map<Role, Set<Need>> grants,
        String owner,
        String method) {
    public KnownStep {
        // In the same order in every process: a plan's digest is made of this.
        asks = Collections.unmodifiableSortedSet(new TreeSet<>(asks));
        Map<Role, Set<Need>> ordered = new TreeMap<>();
        grants.forEach((role, needs) -> ordered.put(role, Collections.unmodifiableSortedSet(new TreeSet<>(needs))));
        grants = Collections.unmodifiableMap(ordered);
    }

    /** One that asks no control plane and needs no grants. */
    public KnownStep(
            String pattern,
            Optional<Effect> effect,
            String what,
            boolean repeatable,
            boolean always,
            boolean closes,
            Breaks breaks,
            FactUse facts,
            String owner,
            String method) {
        this(pattern, effect, what, repeatable, always, closes, breaks, facts, Set.of(), Map.of(), owner, method);
    }

    /** {@code PreflightSteps.sourceAnswers} */
    public String where() {
        return owner + "." + method;
    }

    /** What must be assumed of it. */
    public Effect assumedEffect() {
        return effect.orElse(Effect.IRREVERSIBLE);
    }
}
