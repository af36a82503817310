package dev.evenkeel.runbook;

import io.cucumber.core.backend.CucumberInvocationTargetException;
import io.cucumber.core.backend.ParameterInfo;
import io.cucumber.core.backend.SourceReference;
import io.cucumber.core.backend.StepDefinition;
import java.util.List;
import java.util.Optional;

/** A step whose every call goes through the run's conduct; its class need not know. */
record JournalledStep(KnownStep known, StepDefinition definition, Conduct conduct) implements StepDefinition {
    @Override
    public void execute(Object[] arguments) {
        conduct.execute(known.assumedEffect(), () -> {
            try {
                definition.execute(arguments);
            } catch (CucumberInvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public List<ParameterInfo> parameterInfos() {
        return definition.parameterInfos();
    }

    @Override
    public String getPattern() {
        return definition.getPattern();
    }

    @Override
    public boolean isDefinedAt(StackTraceElement element) {
        return definition.isDefinedAt(element);
    }

    @Override
    public String getLocation() {
        return definition.getLocation();
    }

    @Override
    public Optional<SourceReference> getSourceReference() {
        return definition.getSourceReference();
    }
}
