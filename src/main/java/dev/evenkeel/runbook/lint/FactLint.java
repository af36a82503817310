package dev.evenkeel.runbook.lint;

import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.FeatureFile.Line;
import dev.evenkeel.runbook.text.FeatureFile.Scenario;
import dev.evenkeel.runbook.text.Problem;
import dev.evenkeel.runbook.vocabulary.KnownStep;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that whatever a step needs is found by one before it, in the order of the run. */
final class FactLint {
    private final FeatureFile file;
    private final StepCatalog catalog;
    private final Set<Problem> problems;
    private final Set<Class<?>> found = new HashSet<>();

    private FactLint(FeatureFile file, StepCatalog catalog, Set<Problem> problems) {
        this.file = file;
        this.catalog = catalog;
        this.problems = problems;
    }

    static void runbook(FeatureFile runbook, StepCatalog catalog, Set<Problem> problems) {
        new FactLint(runbook, catalog, problems).check(runbook, Optional.empty());
    }

    /** Of the drill's own steps, at their places in the runbook. */
    static void drill(FeatureFile drill, FeatureFile runbook, StepCatalog catalog, Set<Problem> problems) {
        new FactLint(drill, catalog, problems).check(runbook, Optional.of(drill));
    }

    private void check(FeatureFile runbook, Optional<FeatureFile> drill) {
        // A step that is not understood may be the one that finds everything; that it is not understood is reported
        // already.
        if (!understood(runbook) || drill.filter(own -> !understood(own)).isPresent()) {
            return;
        }
        for (Scenario phase : runbook.scenarios()) {
            Optional<String> id = phase.value("phase");
            if (id.isPresent()) {
                drills(drill, "before", id.get()).forEach(scenario -> take(scenario, true));
                take(phase, drill.isEmpty());
                undos(runbook, id.get()).forEach(undo -> look(undo, drill.isEmpty()));
                drills(drill, "after", id.get()).forEach(scenario -> take(scenario, true));
            }
        }
    }

    private static Stream<Scenario> drills(Optional<FeatureFile> drill, String when, String id) {
        return drill.stream().flatMap(own -> own.scenarios().stream()).filter(scenario -> scenario.values(when)
                .contains(id));
    }

    private static Stream<Scenario> undos(FeatureFile runbook, String id) {
        return runbook.scenarios().stream()
                .filter(scenario -> scenario.values("undo").contains(id));
    }

    /** An undo needs what its phase had, and finds nothing for the phases after it. */
    private void look(Scenario undo, boolean tell) {
        Set<Class<?>> before = Set.copyOf(found);
        take(undo, tell);
        found.retainAll(before);
    }

    private void take(Scenario scenario, boolean tell) {
        for (Line line : scenario.steps()) {
            KnownStep step = catalog.matches(line).get(0).known();
            if (tell) {
                step.facts().lacking(found).forEach(lacking -> problem(line, step, lacking));
            }
            found.addAll(step.facts().finds());
        }
    }

    private void problem(Line line, KnownStep step, String lacking) {
        problems.add(new Problem(
                file.name(),
                line.line(),
                "the step '" + line.text() + "' needs the " + lacking,
                "no step before it finds that",
                finder(step)));
    }

    private String finder(KnownStep step) {
        List<Class<?>> wanted = new ArrayList<>(step.facts().needs());
        wanted.addAll(step.facts().oneOf());
        wanted.removeAll(found);
        String finders = catalog.steps().stream()
                .filter(other -> other.facts().finds().stream().anyMatch(wanted::contains))
                .map(other -> "'" + other.pattern() + "'")
                .collect(Collectors.joining(" or "));
        return finders.isEmpty() ? "no known step finds it: remove the step" : "put " + finders + " before it";
    }

    private boolean understood(FeatureFile feature) {
        return feature.scenarios().stream()
                .flatMap(scenario -> scenario.steps().stream())
                .map(catalog::matches)
                .map(List::size)
                .allMatch(size -> size == 1);
    }
}
