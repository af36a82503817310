package dev.evenkeel.runbook;

import io.cucumber.core.backend.ParameterInfo;
import io.cucumber.core.backend.SourceReference;
import io.cucumber.core.backend.StepDefinition;
import java.util.List;
import java.util.Optional;

/** A step that is another one in everything but what it does. */
abstract class ForwardingStep implements StepDefinition {
    private final StepDefinition definition;

    ForwardingStep(StepDefinition definition) {
        this.definition = definition;
    }

    final StepDefinition definition() {
        return definition;
    }

    @Override
    public final List<ParameterInfo> parameterInfos() {
        return definition.parameterInfos();
    }

    @Override
    public final String getPattern() {
        return definition.getPattern();
    }

    @Override
    public final boolean isDefinedAt(StackTraceElement element) {
        return definition.isDefinedAt(element);
    }

    @Override
    public final String getLocation() {
        return definition.getLocation();
    }

    @Override
    public final Optional<SourceReference> getSourceReference() {
        return definition.getSourceReference();
    }
}
