package dev.evenkeel.runbook.vocabulary;

import dev.evenkeel.runbook.glue.Facts;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.text.Problem;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a step needs of earlier ones and finds for later ones: classes of facts and of live things.
 *
 * @param needs all of these
 * @param oneOf and one of these, if any is named
 */
public record FactUse(List<Class<?>> needs, List<Class<?>> oneOf, List<Class<?>> finds) {
    static final FactUse NONE = new FactUse(List.of(), List.of(), List.of());

    static FactUse of(Method method) {
        Optional<Needs> needs = Optional.ofNullable(method.getAnnotation(Needs.class));
        Optional<Finds> finds = Optional.ofNullable(method.getAnnotation(Finds.class));
        return new FactUse(
                needs.map(Needs::value).map(List::of).orElse(List.of()),
                needs.map(Needs::oneOf).map(List::of).orElse(List.of()),
                finds.map(Finds::value).map(List::of).orElse(List.of()));
    }

    /** What is lacking, each as a message names it. */
    public List<String> lacking(Set<Class<?>> found) {
        List<String> lacking = new ArrayList<>();
        needs.stream().filter(type -> !found.contains(type)).map(Facts::name).forEach(lacking::add);
        if (!oneOf.isEmpty() && oneOf.stream().noneMatch(found::contains)) {
            lacking.add(oneOf.stream().map(Facts::name).collect(Collectors.joining(" or the ")));
        }
        return lacking;
    }

    /** Whether it needs something that another step finds. */
    public boolean uses(FactUse other) {
        return Stream.of(needs, oneOf).flatMap(List::stream).anyMatch(other.finds()::contains);
    }

    /** @throws Obstacle when the run lacks something: the step that finds it was changed or failed */
    public void checkNeeded(RunContext run) {
        Obstacle.refuse(lacking(there(run)).stream()
                .map(what -> "the " + what + ", which this step needs, is not known in this run")
                .toList());
    }

    /** @throws StepFailed when the step passed without all that it says it finds */
    public void checkFound(RunContext run) {
        List<String> missing =
                finds.stream().filter(type -> !run.has(type)).map(Facts::name).toList();
        if (!missing.isEmpty()) {
            throw new StepFailed("the step says that it finds the " + String.join(" and the ", missing)
                    + ", and passed without; correct its class");
        }
    }

    private Set<Class<?>> there(RunContext run) {
        return all().filter(run::has).collect(Collectors.toSet());
    }

    private Stream<Class<?>> all() {
        return Stream.of(needs, oneOf, finds).flatMap(List::stream);
    }

    /** What is wrong with the facts of the step classes themselves. */
    static List<Problem> problems(List<KnownStep> steps) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        for (KnownStep step : steps) {
            step.facts().all().distinct().forEach(type -> {
                Facts.unfit(type)
                        .ifPresent(why -> problems.add(new Problem(
                                step.where(),
                                0,
                                "its fact " + type.getName() + " cannot be one (" + why + ")",
                                "another process must be able to read it from the journal",
                                "make it a record of values, or a Live thing")));
                Class<?> other = byName.putIfAbsent(Facts.name(type), type);
                if (other != null && other != type) {
                    problems.add(new Problem(
                            step.where(),
                            0,
                            type.getName() + " and " + other.getName() + " are both called '" + Facts.name(type) + "'",
                            "a name means one fact",
                            "rename one"));
                }
            });
        }
        return problems;
    }
}
