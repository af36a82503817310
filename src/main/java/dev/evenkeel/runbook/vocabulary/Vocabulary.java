package dev.evenkeel.runbook.vocabulary;

import io.cucumber.core.backend.Backend;
import io.cucumber.core.backend.DataTableTypeDefinition;
import io.cucumber.core.backend.DefaultDataTableCellTransformerDefinition;
import io.cucumber.core.backend.DefaultDataTableEntryTransformerDefinition;
import io.cucumber.core.backend.DefaultParameterTransformerDefinition;
import io.cucumber.core.backend.DocStringTypeDefinition;
import io.cucumber.core.backend.Glue;
import io.cucumber.core.backend.HookDefinition;
import io.cucumber.core.backend.Located;
import io.cucumber.core.backend.ObjectFactory;
import io.cucumber.core.backend.ParameterTypeDefinition;
import io.cucumber.core.backend.StaticHookDefinition;
import io.cucumber.core.backend.StepDefinition;
import io.cucumber.core.runtime.BackendServiceLoader;
import io.cucumber.core.stepexpression.StepTypeRegistry;
import io.cucumber.cucumberexpressions.ParameterType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What step classes define. */
final class Vocabulary implements Glue {
    private final List<StepDefinition> steps = new ArrayList<>();
    private final List<ParameterTypeDefinition> parameterTypes = new ArrayList<>();
    private final List<DataTableTypeDefinition> tableTypes = new ArrayList<>();
    private final List<DocStringTypeDefinition> docStringTypes = new ArrayList<>();
    private final List<String> hooks = new ArrayList<>();
    private final List<String> defaults = new ArrayList<>();

    /** @param factory makes the objects of the step classes when their steps are executed */
    static Vocabulary read(ClassLoader loader, List<URI> paths, ObjectFactory factory) {
        Vocabulary vocabulary = new Vocabulary();
        for (Backend backend : new BackendServiceLoader(() -> loader, () -> factory).get()) {
            backend.loadGlue(vocabulary, paths);
        }
        return vocabulary;
    }

    private Vocabulary() {
        Words.all().forEach(word -> parameterTypes.add(new OwnWord(word)));
    }

    List<StepDefinition> steps() {
        return steps;
    }

    /** Hooks, by location. They would run unjournalled, and even for phases that are skipped. */
    List<String> hooks() {
        return hooks;
    }

    /** Default transformers, by location. They would let any text pass for any type. */
    List<String> defaults() {
        return defaults;
    }

    StepTypeRegistry types() {
        StepTypeRegistry registry = new StepTypeRegistry(Locale.ENGLISH);
        parameterTypes.forEach(type -> registry.defineParameterType(type.parameterType()));
        tableTypes.forEach(type -> registry.defineDataTableType(type.dataTableType()));
        docStringTypes.forEach(type -> registry.defineDocStringType(type.docStringType()));
        return registry;
    }

    /** Hands everything but the steps to Cucumber. */
    void addTypesTo(Glue glue) {
        parameterTypes.forEach(glue::addParameterType);
        tableTypes.forEach(glue::addDataTableType);
        docStringTypes.forEach(glue::addDocStringType);
    }

    @Override
    public void addStepDefinition(StepDefinition step) {
        steps.add(step);
    }

    @Override
    public void addParameterType(ParameterTypeDefinition type) {
        parameterTypes.add(type);
    }

    @Override
    public void addDataTableType(DataTableTypeDefinition type) {
        tableTypes.add(type);
    }

    @Override
    public void addDocStringType(DocStringTypeDefinition type) {
        docStringTypes.add(type);
    }

    @Override
    public void addBeforeAllHook(StaticHookDefinition hook) {
        hooks.add(hook.getLocation());
    }

    @Override
    public void addAfterAllHook(StaticHookDefinition hook) {
        hooks.add(hook.getLocation());
    }

    @Override
    public void addBeforeHook(HookDefinition hook) {
        hooks.add(hook.getLocation());
    }

    @Override
    public void addAfterHook(HookDefinition hook) {
        hooks.add(hook.getLocation());
    }

    @Override
    public void addBeforeStepHook(HookDefinition hook) {
        hooks.add(hook.getLocation());
    }

    @Override
    public void addAfterStepHook(HookDefinition hook) {
        hooks.add(hook.getLocation());
    }

    @Override
    public void addDefaultParameterTransformer(DefaultParameterTransformerDefinition transformer) {
        defaults.add(transformer.getLocation());
    }

    @Override
    public void addDefaultDataTableEntryTransformer(DefaultDataTableEntryTransformerDefinition transformer) {
        defaults.add(transformer.getLocation());
    }

    @Override
    public void addDefaultDataTableCellTransformer(DefaultDataTableCellTransformerDefinition transformer) {
        defaults.add(transformer.getLocation());
    }

    private record OwnWord(ParameterType<?> parameterType) implements ParameterTypeDefinition, Located {
        @Override
        public boolean isDefinedAt(StackTraceElement element) {
            return false;
        }

        @Override
        public String getLocation() {
            return Words.class.getName();
        }
    }
}
