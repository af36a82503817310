package dev.evenkeel.runbook.lint;

import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.FeatureFile.Scenario;
import dev.evenkeel.runbook.text.Nearest;
import dev.evenkeel.runbook.text.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what phases need of each other: undo, proof and gate before the point of no return, drills that have a place. */
final class OrderLint {
    private final FeatureFile file;
    private final Set<Problem> problems;
    private final List<Scenario> phases;
    private final List<String> ids;

    private OrderLint(FeatureFile file, Set<Problem> problems) {
        this.file = file;
        this.problems = problems;
        this.phases = file.scenarios().stream()
                .filter(scenario -> scenario.value("phase").isPresent())
                .toList();
        this.ids = phases.stream().map(OrderLint::id).toList();
    }

    static void runbook(FeatureFile file, Set<Problem> problems) {
        OrderLint lint = new OrderLint(file, problems);
        if (lint.phases.isEmpty() && !file.scenarios().isEmpty()) {
            lint.problem(
                    file.line(), "the runbook holds no phase", "something must be run", "tag a scenario @phase:<id>");
        }
        int noReturn = lint.pointOfNoReturn();
        lint.undoScenarios(noReturn);
        for (int index = 0; index < lint.phases.size(); index++) {
            if (lint.is(index, Effect.REVERSIBLE)) {
                lint.reversible(index, noReturn);
            }
        }
        if (noReturn < lint.phases.size()) {
            lint.irreversible(noReturn);
        }
    }

    static void drill(FeatureFile drill, FeatureFile runbook, Set<Problem> problems) {
        List<String> known = new OrderLint(runbook, problems).ids;
        OrderLint lint = new OrderLint(drill, problems);
        for (Scenario scenario : drill.scenarios()) {
            Optional<String> phase = scenario.value("before").or(() -> scenario.value("after"));
            phase.filter(id -> !known.contains(id))
                    .ifPresent(id -> lint.problem(
                            scenario.line(),
                            "scenario '" + scenario.name() + "' takes place at the unknown phase '" + id + "'",
                            "the phases of " + runbook.name() + " are " + String.join(" ", known),
                            meant(id, known)));
        }
    }

    private void undoScenarios(int noReturn) {
        for (Scenario scenario : file.scenarios()) {
            for (String id : scenario.values("undo")) {
                int undone = ids.indexOf(id);
                if (undone < 0) {
                    problem(
                            scenario.line(),
                            "scenario '" + scenario.name() + "' undoes the unknown phase '" + id + "'",
                            "the phases are " + String.join(" ", ids),
                            meant(id, ids));
                } else if (undone > noReturn) {
                    problem(
                            scenario.line(),
                            "phase '" + id + "' comes after the irreversible phase '" + ids.get(noReturn) + "'",
                            "nothing is undone automatically after the point of no return",
                            "remove this undo and tag the phase @no-undo");
                } else if (phases.get(undone).has("@no-undo")) {
                    problem(
                            scenario.line(),
                            "phase '" + id + "' has an undo here and is tagged @no-undo in line "
                                    + phases.get(undone).line(),
                            "it cannot be both",
                            "remove one");
                }
            }
        }
    }

    private void reversible(int index, int noReturn) {
        Scenario phase = phases.get(index);
        boolean undone = phase.has("@no-undo")
                || file.scenarios().stream()
                        .anyMatch(scenario -> scenario.values("undo").contains(ids.get(index)));
        if (!undone && index < noReturn) {
            problem(
                    phase.line(),
                    "the reversible phase '" + ids.get(index) + "' has no undo",
                    "what is changed must be undone when a later phase fails",
                    "add a scenario tagged @undo:" + ids.get(index) + ", or tag the phase @no-undo");
        } else if (!undone) {
            problem(
                    phase.line(),
                    "the reversible phase '" + ids.get(index) + "' comes after the irreversible phase '"
                            + ids.get(noReturn) + "'",
                    "nothing is undone automatically after the point of no return",
                    "move it before, or tag it @no-undo");
        }
    }

    private void irreversible(int index) {
        Scenario phase = phases.get(index);
        boolean gated = phases.subList(0, index + 1).stream()
                .anyMatch(scenario -> scenario.value("gate").isPresent());
        if (!gated) {
            problem(
                    phase.line(),
                    "there is no gate before the irreversible phase '" + ids.get(index) + "'",
                    "a person decides before the point of no return",
                    "tag this phase or an earlier one @gate:<id>");
        }
        int afterLastChange = index;
        while (afterLastChange > 0
                && (is(afterLastChange - 1, Effect.READ_ONLY)
                        || phases.get(afterLastChange - 1).has("@closes"))) {
            afterLastChange--;
        }
        boolean proved = phases.subList(afterLastChange, index).stream().anyMatch(scenario -> scenario.has("@proof"));
        if (!proved) {
            problem(
                    phase.line(),
                    "there is no proof between the last change and the irreversible phase '" + ids.get(index) + "'",
                    "rows are compared once nothing changes any more",
                    "add a phase tagged @read-only @proof right before it");
        }
    }

    private int pointOfNoReturn() {
        int index = 0;
        while (index < phases.size() && !is(index, Effect.IRREVERSIBLE)) {
            index++;
        }
        return index;
    }

    private boolean is(int index, Effect effect) {
        return phases.get(index).effects().equals(List.of(effect));
    }

    private static String id(Scenario scenario) {
        return scenario.value("phase").orElseThrow();
    }

    private static String meant(String id, List<String> known) {
        return Nearest.of(id, known, text -> text)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("name one of them");
    }

    private void problem(int line, String found, String needed, String remedy) {
        problems.add(new Problem(file.name(), line, found, needed, remedy));
    }
}
