package dev.evenkeel.cli.options;

import dev.evenkeel.runbook.vocabulary.StepCatalog;

/** The steps that runbooks may use on the command line. */
public final class OwnSteps {
    private OwnSteps() {}

    public static StepCatalog catalog() {
        return StepCatalog.of(OwnSteps.class.getClassLoader(), "dev.evenkeel.runbook.steps");
    }
}
