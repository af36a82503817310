package dev.evenkeel.runbook.vocabulary;

import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.Nearest;
import dev.evenkeel.runbook.text.Problem;
import io.cucumber.core.backend.Backend;
import io.cucumber.core.backend.Glue;
import io.cucumber.core.backend.ObjectFactory;
import io.cucumber.core.backend.ParameterInfo;
import io.cucumber.core.backend.Snippet;
import io.cucumber.core.backend.StepDefinition;
import io.cucumber.core.exception.CucumberException;
import io.cucumber.core.feature.GluePath;
import io.cucumber.core.runtime.TimeServiceEventBus;
import io.cucumber.core.stepexpression.Argument;
import io.cucumber.core.stepexpression.StepExpression;
import io.cucumber.core.stepexpression.StepExpressionFactory;
import io.cucumber.cucumberexpressions.CucumberExpressionException;
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

/**
 * The steps that runbooks may use: what the step classes of some packages define. It is the same for every run; the step classes'
 * objects are each run's own.
 */
public final class StepCatalog {
    private final ClassLoader loader;
    private final List<URI> paths;
    private final List<Bound> steps;
    private final List<Problem> problems;
    private final BiFunction<KnownStep, StepDefinition, StepDefinition> doing;

    private StepCatalog(
            ClassLoader loader,
            List<URI> paths,
            List<Bound> steps,
            List<Problem> problems,
            BiFunction<KnownStep, StepDefinition, StepDefinition> doing) {
        this.loader = loader;
        this.paths = paths;
        this.steps = List.copyOf(steps);
        this.problems = List.copyOf(problems);
        this.doing = doing;
    }

    /** Reads the step classes of these packages and of those below them. */
    public static StepCatalog of(ClassLoader loader, String... packages) {
        List<URI> paths = Arrays.stream(packages).map(GluePath::parse).toList();
        Vocabulary vocabulary = Vocabulary.read(loader, paths, RunObjectFactory.ofNoRun());
        List<Bound> steps = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        bind(vocabulary, new StepReader(loader), steps, problems);
        return new StepCatalog(loader, paths, steps, problems, (known, definition) -> definition);
    }

    /** The same steps, of which some do something else. */
    public StepCatalog doing(BiFunction<KnownStep, StepDefinition, StepDefinition> other) {
        return new StepCatalog(loader, paths, steps, problems, other);
    }

    /** All steps, by class and pattern. */
    public List<KnownStep> steps() {
        return steps.stream()
                .map(Bound::known)
                .sorted(Comparator.comparing(KnownStep::owner).thenComparing(KnownStep::pattern))
                .toList();
    }

    /** What is wrong with the step classes themselves. */
    public List<Problem> problems() {
        return problems;
    }

    /** The steps a line may mean: one, if all is well. */
    public List<Match> matches(FeatureFile.Line line) {
        return steps.stream().flatMap(step -> step.match(line).stream()).toList();
    }

    /** The known step whose words are nearest to a line's, if any is near. */
    public Optional<KnownStep> nearest(String text) {
        return Nearest.of(text, steps.stream().map(Bound::known).toList(), KnownStep::pattern);
    }

    public ClassLoader loader() {
        return loader;
    }

    /**
     * The steps of one run, as Cucumber wants to be given them.
     *
     * @param factory makes the objects of the step classes
     * @param wrapper each step is passed through it
     */
    public Backend backend(ObjectFactory factory, BiFunction<KnownStep, StepDefinition, StepDefinition> wrapper) {
        return new Backend() {
            @Override
            public void loadGlue(Glue glue, List<URI> gluePaths) {
                Vocabulary vocabulary = Vocabulary.read(loader, paths, factory);
                vocabulary.addTypesTo(glue);
                vocabulary.steps().forEach(definition -> {
                    KnownStep known = known(definition);
                    glue.addStepDefinition(wrapper.apply(known, doing.apply(known, definition)));
                });
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

    private KnownStep known(StepDefinition definition) {
        return steps.stream()
                .filter(bound -> bound.definition().getLocation().equals(definition.getLocation())
                        && bound.known().pattern().equals(definition.getPattern()))
                .map(Bound::known)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it was not linted: " + definition.getLocation()));
    }

    private static void bind(Vocabulary vocabulary, StepReader reader, List<Bound> steps, List<Problem> problems) {
        for (String hook : vocabulary.hooks()) {
            problems.add(new Problem(
                    hook,
                    0,
                    "this is a hook",
                    "everything a run does must be a step, because hooks are not journalled and run for skipped phases too",
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
                steps.add(new Bound(reader.read(definition), definition, expressions.createExpression(definition)));
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
        refuseDuplicates(steps, problems);
        problems.addAll(FactUse.problems(steps.stream().map(Bound::known).toList()));
    }

    private static void refuseDuplicates(List<Bound> steps, List<Problem> problems) {
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

    /** A line's meaning. */
    public record Match(KnownStep known, List<Argument> arguments, int parameters) {}

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
