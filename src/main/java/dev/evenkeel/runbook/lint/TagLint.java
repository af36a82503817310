package dev.evenkeel.runbook.lint;

import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.FeatureFile.Scenario;
import dev.evenkeel.runbook.text.FeatureFile.Tag;
import dev.evenkeel.runbook.text.Nearest;
import dev.evenkeel.runbook.text.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks tags: a mistyped tag must never be passed over, for tags are what makes a runbook safe. */
final class TagLint {
    private static final Predicate<String> ID =
            Pattern.compile("[a-z0-9][a-z0-9-]*").asMatchPredicate();
    /** Their values are not ids; exit codes are checked on their own. */
    private static final Set<String> FREE = Set.of("@runbook:", "@expect:");

    private static final Predicate<String> NOTE = Pattern.compile("@(owner|issue|severity|tmsLink|link(\\.\\w+)?)=\\S+")
            .asMatchPredicate();
    private static final List<String> EFFECTS =
            Arrays.stream(Effect.values()).map(Effect::tag).toList();
    private static final List<String> OF_RUNBOOK = Stream.concat(
                    EFFECTS.stream(),
                    Stream.of("@no-undo", "@proof", "@closes", "@phase:", "@undo:", "@gate:", "@runbook:"))
            .toList();
    private static final List<String> OF_DRILL = Stream.concat(
                    EFFECTS.stream(),
                    Stream.of("@drill:", "@expect:", "@fails-at:", "@because:", "@passes:", "@before:", "@after:"))
            .toList();

    private final FeatureFile file;
    private final Set<Problem> problems;

    private TagLint(FeatureFile file, Set<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    static void runbook(FeatureFile file, Set<Problem> problems) {
        TagLint lint = new TagLint(file, problems);
        lint.known(OF_RUNBOOK);
        file.scenarios().forEach(lint::phaseOrUndo);
        lint.unique("phase");
        lint.unique("undo");
        lint.unique("gate");
    }

    static void drill(FeatureFile file, Set<Problem> problems) {
        TagLint lint = new TagLint(file, problems);
        lint.known(OF_DRILL);
        file.scenarios().forEach(lint::drillScenario);
    }

    private void known(List<String> known) {
        Set<Tag> all = new LinkedHashSet<>(file.tags());
        file.scenarios().forEach(scenario -> all.addAll(scenario.tags()));
        for (Tag tag : all) {
            int colon = tag.name().indexOf(':');
            String key = colon < 0 ? tag.name() : tag.name().substring(0, colon + 1);
            String value = tag.name().substring(key.length());
            if (!known.contains(key) && !NOTE.test(tag.name())) {
                problem(
                        tag.line(),
                        "unknown tag " + tag.name(),
                        "known are " + String.join(" ", known),
                        Nearest.of(key, known, text -> text)
                                .map(meant -> "did you mean " + meant + (meant.endsWith(":") ? value : "") + "?")
                                .orElse("remove it"));
            } else if (key.endsWith(":") && !ID.test(value) && !FREE.contains(key)) {
                problem(
                        tag.line(),
                        "tag " + tag.name() + " holds no id",
                        "an id is made of small letters, digits and hyphens",
                        "correct it");
            }
        }
    }

    private void phaseOrUndo(Scenario scenario) {
        String found = "scenario '" + scenario.name() + "'";
        int ids = scenario.values("phase").size() + scenario.values("undo").size();
        if (ids != 1) {
            problem(
                    scenario.line(),
                    found + (ids == 0 ? " has neither @phase:<id> nor @undo:<id>" : " has several @phase: or @undo:"),
                    "a scenario is one phase or undoes one",
                    ids == 0 ? "add one of these tags" : "leave one of these tags");
        }
        List<String> effects = scenario.effects().stream().map(Effect::tag).toList();
        if (scenario.value("phase").isPresent() && effects.size() != 1) {
            problem(
                    scenario.line(),
                    found + (effects.isEmpty() ? " has no effect" : " has the effects " + String.join(" ", effects)),
                    "a phase must say the most that its steps may do",
                    effects.isEmpty() ? "add one of " + String.join(" ", EFFECTS) : "leave one of them");
        }
        if (scenario.has("@proof") && !effects.equals(List.of(Effect.READ_ONLY.tag()))) {
            problem(scenario.line(), found + " is a @proof", "a proof changes nothing", "tag it @read-only");
        }
        if (scenario.values("gate").size() > 1) {
            problem(scenario.line(), found + " has several gates", "a gate is one decision", "leave one of them");
        }
    }

    private void unique(String key) {
        Map<String, Integer> first = new HashMap<>();
        for (Scenario scenario : file.scenarios()) {
            for (String id : scenario.values(key)) {
                Integer line = first.putIfAbsent(id, scenario.line());
                if (line != null && line != scenario.line()) {
                    problem(
                            scenario.line(),
                            "@" + key + ":" + id + " is here and in line " + line,
                            "ids are unique",
                            "rename one");
                }
            }
        }
    }

    private void drillScenario(Scenario scenario) {
        String found = "scenario '" + scenario.name() + "'";
        int places = scenario.values("before").size() + scenario.values("after").size();
        if (places != 1) {
            problem(
                    scenario.line(),
                    found + (places == 0 ? " has no place in the run" : " has several places in the run"),
                    "a drill's scenario comes before or after one phase",
                    places == 0 ? "add @before:<phase> or @after:<phase>" : "leave one of them");
        }
        if (scenario.effects().size() > 1 || scenario.effects().contains(Effect.IRREVERSIBLE)) {
            problem(
                    scenario.line(),
                    found + " is tagged "
                            + scenario.effects().stream().map(Effect::tag).collect(Collectors.joining(" ")),
                    "a drill never passes the point of no return",
                    "tag it @reversible");
        }
    }

    private void problem(int line, String found, String needed, String remedy) {
        problems.add(new Problem(file.name(), line, found, needed, remedy));
    }
}
