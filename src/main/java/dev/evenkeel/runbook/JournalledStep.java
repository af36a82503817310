package dev.evenkeel.runbook;

import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.vocabulary.KnownStep;
import io.cucumber.core.backend.CucumberInvocationTargetException;
import io.cucumber.core.backend.StepDefinition;
import java.util.Optional;

/** A step whose every call goes through the run's conduct; its class need not know. */
final class JournalledStep extends ForwardingStep {
    private final KnownStep known;
    private final Conduct conduct;
    private final Optional<RunContext> run;

    /** @param run where facts are kept; a run of steps that hand nothing to one another has none */
    JournalledStep(KnownStep known, StepDefinition definition, Conduct conduct, Optional<RunContext> run) {
        super(definition);
        this.known = known;
        this.conduct = conduct;
        this.run = run;
    }

    @Override
    public void execute(Object[] arguments) {
        conduct.execute(known.assumedEffect(), new StepCall() {
            @Override
            public void run() throws Throwable {
                JournalledStep.this.run.ifPresent(known.facts()::checkNeeded);
                try {
                    definition().execute(arguments);
                } catch (CucumberInvocationTargetException e) {
                    throw e.getCause();
                }
                JournalledStep.this.run.ifPresent(known.facts()::checkFound);
            }

            @Override
            public Optional<String> notPassed() {
                return JournalledStep.this.run.flatMap(RunContext::notPassed);
            }
        });
    }
}
