package dev.evenkeel.runbook;

import io.cucumber.core.backend.Backend;
import io.cucumber.core.backend.Glue;
import io.cucumber.core.backend.JavaMethodReference;
import io.cucumber.core.backend.ParameterInfo;
import io.cucumber.core.backend.Snippet;
import io.cucumber.core.backend.StepDefinition;
import io.cucumber.core.exception.CucumberException;
import io.cucumber.core.feature.GluePath;
import io.cucumber.core.runtime.BackendServiceLoader;
import io.cucumber.core.runtime.TimeServiceEventBus;
import io.cucumber.core.stepexpression.Argument;
import io.cucumber.core.stepexpression.StepExpression;
import io.cucumber.core.stepexpression.StepExpressionFactory;
import io.cucumber.cucumberexpressions.CucumberExpressionException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps that runbooks may use: what the step classes of some packages define. */
public final class StepCatalog {
    private final ClassLoader loader;
    private final RunObjectFactory factory;
    private final Vocabulary vocabulary;
    private final List<Bound> steps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private StepCatalog(ClassLoader loader, RunObjectFactory factory, Vocabulary vocabulary) {
        this.loader = loader;
        this.factory = factory;
        this.vocabulary = vocabulary;
    }

    /** Reads the step classes of these packages and of those below them. */
    public static StepCatalog of(ClassLoader loader, String... packages) {
        StepCatalog catalog = new StepCatalog(loader, new RunObjectFactory(), new Vocabulary());
        List<URI> paths = Arrays.stream(packages).map(GluePath::parse).toList();
        for (Backend backend : new BackendServiceLoader(() -> loader, () -> catalog.factory).get()) {
            backend.loadGlue(catalog.vocabulary, paths);
        }
        catalog.bind();
        return catalog;
    }

    /** The same steps, of which those that break something do nothing: for tests of what a drill must not claim then. */
    public StepCatalog withoutDamage() {
        StepCatalog harmless = new StepCatalog(loader, factory, vocabulary);
        harmless.problems.addAll(problems);
        steps.forEach(step -> harmless.steps.add(
                step.known().breaks() == Breaks.NOTHING
                        ? step
                        : new Bound(step.known(), new HarmlessStep(step.definition()), step.expression())));
        return harmless;
    }

    /** All steps, by class and pattern. */
    public List<KnownStep> steps() {
        return steps.stream()
                .map(Bound::known)
                .sorted(Comparator.comparing(KnownStep::owner).thenComparing(KnownStep::pattern))
                .toList();
    }

    /** What is wrong with the step classes themselves. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The steps a line may mean: one, if all is well. */
    List<Match> matches(FeatureFile.Line line) {
        return steps.stream().flatMap(step -> step.match(line).stream()).toList();
    }

    /** The known step whose words are nearest to a line's, if any is near. */
    Optional<KnownStep> nearest(String text) {
        return Nearest.of(text, steps.stream().map(Bound::known).toList(), KnownStep::pattern);
    }

    RunObjectFactory factory() {
        return factory;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Everything read, as Cucumber wants to be given it, with each step passed through the wrapper. */
    Backend backend(BiFunction<KnownStep, StepDefinition, StepDefinition> wrapper) {
        return new Backend() {
            @Override
            public void loadGlue(Glue glue, List<URI> gluePaths) {
                vocabulary.addTypesTo(glue);
                steps.forEach(step -> glue.addStepDefinition(wrapper.apply(step.known(), step.definition())));
            }

            @Override
            public void buildWorld() {}

            @Override
            public void disposeWorld() {}

            @Override
            public Snippet getSnippet() {
                // Cucumber's word for "offers none"; lint has already said what is undefined.
                return null;
            }
        };
    }

    private void bind() {
        for (String hook : vocabulary.hooks()) {
            problems.add(new Problem(
                    hook,
                    0,
                    "this is a hook",
                    "everything a run does must be a step, for hooks are not journalled and run for skipped phases too",
                    "make it a step"));
        }
        for (String transformer : vocabulary.defaults()) {
            problems.add(new Problem(
                    transformer, 0, "this is a default transformer", "every type must be named", "name the type"));
        }
        StepExpressionFactory expressions = new StepExpressionFactory(
                vocabulary.types(),
                new TimeServiceEventBus(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), UUID::randomUUID));
        for (StepDefinition definition : vocabulary.steps()) {
            try {
                steps.add(new Bound(known(definition), definition, expressions.createExpression(definition)));
            } catch (CucumberException | CucumberExpressionException e) {
                problems.add(new Problem(
                        definition.getLocation(),
                        0,
                        "'" + definition.getPattern() + "' is not a step pattern ("
                                + e.getMessage().strip().replaceAll("\\s+", " ") + ")",
                        "a Cucumber expression is needed",
                        "correct it"));
            }
        }
        refuseDuplicates();
    }

    private void refuseDuplicates() {
        Map<String, List<KnownStep>> byPattern = steps.stream()
                .map(Bound::known)
                .collect(Collectors.groupingBy(KnownStep::pattern, TreeMap::new, Collectors.toList()));
        byPattern.forEach((pattern, same) -> {
            if (same.size() > 1) {
                problems.add(new Problem(
                        same.stream().map(KnownStep::where).sorted().collect(Collectors.joining(" and ")),
                        0,
                        "the pattern '" + pattern + "' is used " + same.size() + " times",
                        "a pattern means one step",
                        "reword one"));
            }
        });
    }

    private KnownStep known(StepDefinition definition) {
        JavaMethodReference reference = definition
                .getSourceReference()
                .filter(JavaMethodReference.class::isInstance)
                .map(JavaMethodReference.class::cast)
                .orElseThrow(() -> new IllegalStateException("not a Java method: " + definition.getLocation()));
        Optional<Does> does = Optional.ofNullable(method(reference).getAnnotation(Does.class));
        String name = reference.className();
        return new KnownStep(
                definition.getPattern(),
                does.map(Does::value),
                does.map(Does::what).orElse(""),
                does.map(Does::breaks).orElse(Breaks.NOTHING),
                name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1),
                reference.methodName());
    }

    private Method method(JavaMethodReference reference) {
        try {
            return Stream.of(loader.loadClass(reference.className()).getDeclaredMethods())
                    .filter(method -> method.getName().equals(reference.methodName()))
                    .filter(method -> Stream.of(method.getParameterTypes())
                            .map(Class::getName)
                            .toList()
                            .equals(reference.methodParameterTypes()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no such method: " + reference));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no such class: " + reference.className(), e);
        }
    }

    /** A line's meaning. */
    record Match(KnownStep known, List<Argument> arguments, int parameters) {}

    private record Bound(KnownStep known, StepDefinition definition, StepExpression expression) {
        Optional<Match> match(FeatureFile.Line line) {
            Type[] types = definition.parameterInfos().stream()
                    .map(ParameterInfo::getType)
                    .toArray(Type[]::new);
            List<Argument> arguments;
            if (line.docString().isPresent()) {
                arguments = expression.match(line.text(), line.docString().get(), null, types);
            } else if (!line.table().isEmpty()) {
                arguments = expression.match(line.text(), line.table(), types);
            } else {
                arguments = expression.match(line.text(), types);
            }
            return Optional.ofNullable(arguments).map(found -> new Match(known, found, types.length));
        }
    }
}
