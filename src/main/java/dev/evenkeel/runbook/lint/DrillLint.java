package dev.evenkeel.runbook.lint;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.text.Drill;
import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.FeatureFile.Scenario;
import dev.evenkeel.runbook.text.FeatureFile.Tag;
import dev.evenkeel.runbook.text.Phrase;
import dev.evenkeel.runbook.text.Problem;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that a drill breaks something and says what must notice it: one that says neither could pass by accident. */
public final class DrillLint {
    static final String FAILS_AT = "fails-at";
    static final String BECAUSE = "because";
    static final String PASSES = "passes";

    private final FeatureFile drill;
    private final FeatureFile runbook;
    private final StepCatalog catalog;
    private final Set<Problem> problems;

    private DrillLint(FeatureFile drill, FeatureFile runbook, StepCatalog catalog, Set<Problem> problems) {
        this.drill = drill;
        this.runbook = runbook;
        this.catalog = catalog;
        this.problems = problems;
    }

    static void check(FeatureFile drill, FeatureFile runbook, StepCatalog catalog, Set<Problem> problems) {
        DrillLint lint = new DrillLint(drill, runbook, catalog, problems);
        lint.itself();
        lint.damage();
        lint.steps();
    }

    public static Drill.Notice notice(FeatureFile drill) {
        return new Drill.Notice(drill.values(FAILS_AT), drill.values(BECAUSE), drill.values(PASSES));
    }

    private void itself() {
        if (drill.value("drill").isEmpty()) {
            problem(drill.line(), "the drill has no name", "a drill is tagged @drill:<name>", "add the tag");
        }
        String expected = drill.value("expect").orElse("");
        List<ExitCode> codes = Drill.codes(expected);
        if (codes.isEmpty()) {
            problem(
                    drill.line(),
                    expected.isEmpty() ? "the drill expects nothing" : "the drill expects '" + expected + "'",
                    "a drill says how the run must end, by one or several of "
                            + Arrays.stream(ExitCode.values())
                                    .map(code -> Integer.toString(code.number()))
                                    .collect(Collectors.joining(" ")),
                    "add @expect:<exit code>, or several with commas");
        } else {
            notice(codes);
        }
    }

    private void notice(List<ExitCode> codes) {
        Drill.Notice notice = notice(drill);
        boolean fails = codes.stream().anyMatch(code -> code != ExitCode.DONE);
        boolean passes = codes.contains(ExitCode.DONE);
        boolean saysFailure = !notice.failsAt().isEmpty() || !notice.because().isEmpty();
        if (fails && !saysFailure) {
            problem(
                    drill.line(),
                    "the drill expects a failure and does not say which step must fail, nor why",
                    "a run that fails earlier, for another reason, has not noticed the damage",
                    "add @" + FAILS_AT + ":<words of the step>, @" + BECAUSE + ":<words of the reason> or both, with"
                            + " hyphens for spaces");
        }
        if (!fails && saysFailure) {
            problem(
                    drill.line(),
                    "the drill says which step must fail or why, and expects a run that ends well",
                    "both cannot be",
                    "correct @expect, or use @" + PASSES);
        }
        if (passes && notice.passes().isEmpty()) {
            problem(
                    drill.line(),
                    "the drill expects a run that ends well and does not say which step must pass",
                    "a step that passes after the damage shows that it was outlived",
                    "add @" + PASSES + ":<words of the step>, with hyphens for spaces");
        }
        if (!passes && !notice.passes().isEmpty()) {
            problem(
                    drill.line(),
                    "the drill says which step must pass, and expects no run that ends well",
                    "both cannot be",
                    "correct @expect, or use @" + FAILS_AT);
        }
    }

    private void damage() {
        boolean breaks = drill.scenarios().stream()
                .flatMap(scenario -> scenario.steps().stream())
                .flatMap(line -> catalog.matches(line).stream())
                .anyMatch(match -> match.known().assumedEffect() != Effect.READ_ONLY);
        boolean known = drill.scenarios().stream()
                .flatMap(scenario -> scenario.steps().stream())
                .noneMatch(line -> catalog.matches(line).isEmpty());
        if (!breaks && known && !drill.scenarios().isEmpty()) {
            problem(
                    drill.line(),
                    "the drill breaks nothing: all its steps are read-only",
                    "what is noticed must have been done",
                    "add a step that does the damage; 'evenkeel steps --search drill' lists some");
        }
    }

    /** A mistyped sentence would be one that never fails. */
    private void steps() {
        List<String> sentences = runbook.scenarios().stream()
                .filter(scenario -> scenario.value("phase").isPresent())
                .map(Scenario::steps)
                .flatMap(List::stream)
                .map(FeatureFile.Line::text)
                .toList();
        for (Tag tag : drill.tags()) {
            Stream.of(FAILS_AT, PASSES)
                    .flatMap(key -> tag.value(key).stream())
                    .filter(part -> sentences.stream().noneMatch(sentence -> Phrase.in(sentence, part)))
                    .forEach(part -> problem(
                            tag.line(),
                            "no step of a phase of " + runbook.name() + " holds the words '" + part.replace('-', ' ')
                                    + "'",
                            "@" + FAILS_AT + " and @" + PASSES + " name a step by words that follow one another in it",
                            "correct the words"));
        }
    }

    private void problem(int line, String found, String needed, String remedy) {
        problems.add(new Problem(drill.name(), line, found, needed, remedy));
    }
}
