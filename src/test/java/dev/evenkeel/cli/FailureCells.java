package dev.evenkeel.cli;

import dev.evenkeel.cli.options.OwnSteps;
import dev.evenkeel.environment.Role;
import dev.evenkeel.run.Home;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.StepLine;
import dev.evenkeel.runbook.glue.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What can happen to a run of the founding runbook, and in which of its steps. */
final class FailureCells {
    /** Until then the run works with the replica; no later step asks it for anything. */
    private static final Set<String> WITH_REPLICA = Set.of("preflight", "prepare-source", "pin", "copy");

    private FailureCells() {}

    enum Failure {
        SOURCE_DIES(Role.SOURCE),
        REPLICA_DIES(Role.REPLICA),
        TARGET_DIES(Role.TARGET),
        WAY_TO_SOURCE_SILENT(Role.SOURCE),
        WAY_TO_REPLICA_SILENT(Role.REPLICA),
        WAY_TO_TARGET_SILENT(Role.TARGET),
        WAY_TO_SOURCE_GONE(Role.SOURCE),
        WAY_TO_REPLICA_GONE(Role.REPLICA),
        WAY_TO_TARGET_GONE(Role.TARGET),
        DISK_FULL(Role.SOURCE);

        private final Role role;

        Failure(Role role) {
            this.role = role;
        }

        /** Of the server; it means nothing for the disk. */
        Role role() {
            return role;
        }

        boolean kills() {
            return name().endsWith("DIES");
        }

        boolean gone() {
            return name().endsWith("GONE");
        }

        boolean silent() {
            return name().endsWith("SILENT");
        }
    }

    /** @param index of the step, from 1 */
    record Step(String phase, int index, String text, boolean changes) {
        String place() {
            return phase + "/" + index;
        }

        boolean has(Failure failure) {
            return failure.role() != Role.REPLICA || WITH_REPLICA.contains(phase);
        }
    }

    record Cell(Step step, Failure failure) {
        @Override
        public String toString() {
            return step.place() + " " + step.text() + ", " + failure;
        }
    }

    /** Of the step that is at a place. */
    static Cell of(String place, String text, Failure failure) {
        return steps().stream()
                .filter(step -> step.place().equals(place) && step.text().startsWith(text))
                .map(step -> new Cell(step, failure))
                .findFirst()
                .orElseThrow();
    }

    /** Every step has had one of them before any has the next one, and those that change something are first. */
    static List<Cell> all() {
        List<Step> steps = steps().stream()
                .sorted(Comparator.comparing((Step step) -> !step.changes()))
                .toList();
        Failure[] failures = Failure.values();
        List<Cell> cells = new ArrayList<>();
        for (int round = 0; round < failures.length; round++) {
            for (int i = 0; i < steps.size(); i++) {
                // Three apart, so that neighbours have failures of different kinds.
                Failure failure = failures[(3 * (i + round) + i / failures.length) % failures.length];
                if (steps.get(i).has(failure)) {
                    cells.add(new Cell(steps.get(i), failure));
                }
            }
        }
        return cells;
    }

    /** In the runbook's order, those of an undo left out: they have failures of their own once something has failed. */
    static List<Step> steps() {
        Runbook runbook = Runbook.read(Home.find().runbook(), Optional.empty(), OwnSteps.catalog());
        List<Step> steps = new ArrayList<>();
        for (Phase phase : runbook.phases()) {
            if (phase.undoes().isEmpty()) {
                List<StepLine> lines = runbook.lines(phase);
                IntStream.range(0, lines.size())
                        .mapToObj(i -> new Step(
                                phase.id(),
                                i + 1,
                                lines.get(i).text(),
                                lines.get(i).known().effect().orElseThrow() != Effect.READ_ONLY))
                        .forEach(steps::add);
            }
        }
        return steps;
    }
}
