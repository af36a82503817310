package dev.evenkeel.runbook;

import io.cucumber.core.backend.ParameterInfo;
import io.cucumber.core.backend.SourceReference;
import io.cucumber.core.backend.StepDefinition;
import java.util.List;
import java.util.Optional;

/** A step that does nothing and says so to nobody. */
record HarmlessStep(StepDefinition definition) implements StepDefinition {
    @Override
    public void execute(Object[] arguments) {}

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
