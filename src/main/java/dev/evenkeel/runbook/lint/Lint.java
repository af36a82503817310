package dev.evenkeel.runbook.lint;

import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.FeatureFile.Scenario;
import dev.evenkeel.runbook.text.Problem;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds everything that is wrong with a runbook before anything is started, all at once. */
public final class Lint {
    private final StepCatalog catalog;

    public Lint(StepCatalog catalog) {
        this.catalog = catalog;
    }

    /** The problems by file and line. */
    public List<Problem> of(FeatureFile runbook, Optional<FeatureFile> drill) {
        List<Problem> all = new ArrayList<>(ofRunbook(runbook));
        drill.ifPresent(file -> all.addAll(ofDrill(file, runbook)));
        return all;
    }

    private List<Problem> ofRunbook(FeatureFile runbook) {
        Set<Problem> problems = new LinkedHashSet<>();
        shape(runbook, problems);
        for (Scenario scenario : runbook.scenarios()) {
            // Gherkin cannot close a rule: a scenario before the first one is the only kind that can be outside.
            if (scenario.rule().isEmpty()) {
                problems.add(new Problem(
                        runbook.name(),
                        scenario.line(),
                        "scenario '" + scenario.name() + "' is outside a rule",
                        "every phase keeps the promise of a rule",
                        "move it below a 'Rule:'"));
            }
        }
        TagLint.runbook(runbook, problems);
        OrderLint.runbook(runbook, problems);
        new StepLint(catalog, runbook, problems).check();
        FactLint.runbook(runbook, catalog, problems);
        return byLine(problems);
    }

    private List<Problem> ofDrill(FeatureFile drill, FeatureFile runbook) {
        Set<Problem> problems = new LinkedHashSet<>();
        shape(drill, problems);
        TagLint.drill(drill, problems);
        DrillLint.check(drill, runbook, catalog, problems);
        OrderLint.drill(drill, runbook, problems);
        new StepLint(catalog, drill, problems).check();
        FactLint.drill(drill, runbook, catalog, problems);
        return byLine(problems);
    }

    private static void shape(FeatureFile file, Set<Problem> problems) {
        if (file.scenarios().isEmpty()) {
            problems.add(new Problem(
                    file.name(),
                    file.line(),
                    "the feature holds no scenario",
                    "a runbook needs at least one phase",
                    "add a scenario tagged @phase:<id>"));
        }
        Set<String> names = new HashSet<>();
        for (Scenario scenario : file.scenarios()) {
            if (scenario.outline()) {
                problems.add(new Problem(
                        file.name(),
                        scenario.line(),
                        "scenario outline '" + scenario.name() + "' makes several phases of one",
                        "a phase is one scenario",
                        "give its rows to a step as a table"));
            }
            if (scenario.steps().isEmpty()) {
                problems.add(new Problem(
                        file.name(),
                        scenario.line(),
                        "scenario '" + scenario.name() + "' has no steps of its own",
                        "Cucumber would count it as passed",
                        "add steps or remove it"));
            }
            if (!names.add(scenario.name())) {
                problems.add(new Problem(
                        file.name(),
                        scenario.line(),
                        "a second scenario is named '" + scenario.name() + "'",
                        "reports know scenarios by their names",
                        "rename one"));
            }
        }
    }

    private static List<Problem> byLine(Set<Problem> problems) {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
