package dev.evenkeel.runbook.lint;

import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.FeatureFile.Line;
import dev.evenkeel.runbook.text.FeatureFile.Prose;
import dev.evenkeel.runbook.text.FeatureFile.Scenario;
import dev.evenkeel.runbook.text.Problem;
import dev.evenkeel.runbook.vocabulary.KnownStep;
import dev.evenkeel.runbook.vocabulary.RunObjectFactory;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.runbook.vocabulary.StepCatalog.Match;
import io.cucumber.core.stepexpression.Argument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that every line means exactly one step, and that no step does more than its phase allows. */
final class StepLint {
    private final StepCatalog catalog;
    private final FeatureFile file;
    private final Set<Problem> problems;

    StepLint(StepCatalog catalog, FeatureFile file, Set<Problem> problems) {
        this.catalog = catalog;
        this.file = file;
        this.problems = problems;
    }

    void check() {
        file.prose().forEach(this::prose);
        for (Scenario scenario : file.scenarios()) {
            for (Line line : scenario.steps()) {
                List<Match> matches = catalog.matches(line);
                if (matches.isEmpty()) {
                    undefined(line);
                } else if (matches.size() > 1) {
                    ambiguous(line, matches);
                } else {
                    defined(scenario, line, matches.get(0));
                }
            }
        }
    }

    /** A step whose keyword is mistyped is a description to Gherkin when it is a scenario's first line. */
    private void prose(Prose prose) {
        String[] words = prose.text().split("\\s+", 2);
        if (words.length == 2
                && !catalog.matches(new Line("", words[1], prose.line(), List.of(), Optional.empty()))
                        .isEmpty()) {
            problems.add(new Problem(
                    file.name(),
                    prose.line(),
                    "'" + prose.text() + "' is not a step but description",
                    "Gherkin passes it over",
                    "begin it with Given, When, Then, And or But, or reword it"));
        }
    }

    private void undefined(Line line) {
        problem(
                line,
                "no step is written '" + line.text() + "'",
                catalog.nearest(line.text())
                        .map(near -> "the nearest is '" + near.pattern() + "' (" + near.where() + ")")
                        .orElse("no known step is near to it"),
                "correct the words; 'evenkeel steps' lists all steps");
    }

    private void ambiguous(Line line, List<Match> matches) {
        problem(
                line,
                "'" + line.text() + "' means several steps: "
                        + matches.stream()
                                .map(match -> "'" + match.known().pattern() + "' ("
                                        + match.known().where() + ")")
                                .sorted()
                                .collect(Collectors.joining(", ")),
                "a line means one",
                "change the pattern of one of them");
    }

    private void defined(Scenario scenario, Line line, Match match) {
        KnownStep step = match.known();
        if (match.arguments().size() != match.parameters()) {
            problem(
                    line,
                    "'" + line.text() + "' gives " + match.arguments().size() + " values",
                    step.where() + " takes " + match.parameters(),
                    "correct the line (its table, its text) or the step");
            return;
        }
        match.arguments().forEach(argument -> readable(line, argument));
        boolean irreversible = scenario.effects().equals(List.of(Effect.IRREVERSIBLE));
        if (step.effect().isEmpty() && !irreversible) {
            problem(
                    line,
                    "the step '" + step.pattern() + "' (" + step.where() + ") does not say what it may do",
                    "a step that does not say counts as irreversible",
                    "annotate its method with @Does, or tag the phase " + Effect.IRREVERSIBLE.tag());
        } else {
            allowed(scenario, line, step);
        }
    }

    private void allowed(Scenario scenario, Line line, KnownStep step) {
        if (scenario.has("@closes") && !step.closes() && step.assumedEffect() != Effect.READ_ONLY) {
            problem(
                    line,
                    "the step '" + step.pattern() + "' (" + step.where() + ") changes more than who may write",
                    "a phase tagged @closes may come after the proof, so it changes nothing else",
                    "move the step, or take the tag from the phase");
        }
        // Undoing and breaking on purpose happen before the point of no return, and must not pass it.
        boolean phase = scenario.value("phase").isPresent();
        Effect allowed =
                phase && scenario.effects().size() == 1 ? scenario.effects().get(0) : Effect.REVERSIBLE;
        if (step.assumedEffect().exceeds(allowed)) {
            problem(
                    line,
                    "the step '" + step.pattern() + "' (" + step.where() + ") is "
                            + step.assumedEffect().label(),
                    "scenario '" + scenario.name() + "' allows at most " + allowed.label(),
                    phase
                            ? "move the step, or tag the phase "
                                    + step.assumedEffect().tag()
                            : "move the step");
        }
    }

    private void readable(Line line, Argument argument) {
        try {
            argument.getValue();
        } catch (RuntimeException e) {
            // A conversion by a step class cannot be tried before the run has made one.
            if (!madeByStepClass(e)) {
                problem(
                        line,
                        "a value of '" + line.text() + "' cannot be read ("
                                + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ") + ")",
                        "values must fit the step's words",
                        "correct the value");
            }
        }
    }

    private static boolean madeByStepClass(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RunObjectFactory.CannotMake) {
                return true;
            }
        }
        return false;
    }

    private void problem(Line line, String found, String needed, String remedy) {
        problems.add(new Problem(file.name(), line.line(), found, needed, remedy));
    }
}
