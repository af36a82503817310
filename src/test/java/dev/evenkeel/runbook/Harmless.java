package dev.evenkeel.runbook;

import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import io.cucumber.core.backend.StepDefinition;

/** Steps that break nothing, for tests of what a drill must not claim then. */
public final class Harmless {
    private Harmless() {}

    /** The same steps, of which those that break something do nothing and say so to nobody. */
    public static StepCatalog withoutDamage(StepCatalog catalog) {
        return catalog.doing(
                (known, definition) -> known.breaks() == Breaks.NOTHING ? definition : new HarmlessStep(definition));
    }

    private static final class HarmlessStep extends ForwardingStep {
        HarmlessStep(StepDefinition definition) {
            super(definition);
        }

        @Override
        public void execute(Object[] arguments) {}
    }
}
