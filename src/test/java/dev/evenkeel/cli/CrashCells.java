package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.ShopMove.Closing;
import dev.evenkeel.cli.options.OwnSteps;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.run.Dying.Moment;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.StepLine;
import dev.evenkeel.runbook.glue.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The places at which a run of the founding runbook, or of its variant for RDS, can die. */
final class CrashCells {
    /** A step that takes longer can also die in its middle. */
    private static final long LONG_MILLIS = 400;
    /** Where it matters by what the servers are closed. */
    private static final Set<String> CLOSES = Set.of("follow", "freeze", "shut", "switch");

    private CrashCells() {}

    /**
     * @param step from 1
     * @param millis after which it dies, for {@link Moment#HALF}
     */
    record Cell(Closing closing, String phase, int step, String text, Moment moment, long millis) {
        @Override
        public String toString() {
            return closing + " " + phase + "/" + step + " " + text + ", " + moment.words();
        }
    }

    /**
     * The places for each of some runs, in the order in which a run comes to them, and far from one another.
     *
     * @param together how many places a run has
     */
    static Stream<List<Cell>> shared(List<Cell> cells, int together) {
        int runs = (cells.size() + together - 1) / together;
        return IntStream.range(0, runs)
                .mapToObj(run -> IntStream.iterate(run, place -> place < cells.size(), place -> place + runs)
                        .mapToObj(cells::get)
                        .toList());
    }

    /** Of the step of a phase that has the text. */
    static Cell of(Closing closing, String phase, String text, Moment moment) {
        return steps(closing).stream()
                .filter(step -> step.phase().equals(phase) && step.text().equals(text))
                .map(step -> new Cell(closing, phase, step.step(), text, moment, 0))
                .findFirst()
                .orElseThrow();
    }

    /** Every step of the runbook (with the latch, those that change something once servers are closed), and every moment that it has, as a run shows them that nothing happens to. */
    static List<Cell> all(Closing closing, Path folder) throws IOException {
        Map<String, Long> millis = new HashMap<>();
        Map<String, Integer> entries = new HashMap<>();
        try (ShopMove move = ShopMove.begin(folder, closing)) {
            Captured done =
                    Captured.within(ShopMove.LIMIT, "run", move.plan().toString(), "--reports", folder + "/whole");
            assertThat(done.exit()).as(done.toString()).isZero();
            Path run = folder.resolve("whole/latest").toRealPath();
            String at = "";
            for (Entry entry : JournalReader.read(run)) {
                if (EventCodec.read(entry) instanceof PhaseEvent.StepIntended step) {
                    at = step.phase() + "/" + step.index();
                } else if (EventCodec.read(entry) instanceof PhaseEvent.StepEnded step) {
                    millis.put(step.phase() + "/" + step.index(), step.millis().orElse(0L));
                    at = "";
                } else {
                    entries.merge(at, 1, Integer::sum);
                }
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (Step step : steps(closing)) {
            String place = step.phase() + "/" + step.step();
            if (closing == Closing.LATCH && !(step.changes() && CLOSES.contains(step.phase()))) {
                continue;
            }
            cells.add(step.at(closing, Moment.INTENT, 0));
            if (step.changes() && entries.getOrDefault(place, 0) > 1) {
                cells.add(step.at(closing, Moment.WITHIN, 0));
            }
            if (millis.getOrDefault(place, 0L) >= LONG_MILLIS) {
                cells.add(step.at(closing, Moment.HALF, millis.get(place) / 2));
            }
            cells.add(step.at(closing, Moment.OUTCOME, 0));
        }
        return cells;
    }

    private record Step(String phase, int step, String text, boolean changes) {
        Cell at(Closing closing, Moment moment, long millis) {
            return new Cell(closing, phase, step, text, moment, millis);
        }
    }

    /** In the runbook's order. */
    static List<String> phases() {
        return Stream.of(Closing.RDS, Closing.READ_ONLY)
                .flatMap(closing -> steps(closing).stream())
                .map(Step::phase)
                .distinct()
                .toList();
    }

    private static List<Step> steps(Closing closing) {
        List<Step> steps = new ArrayList<>();
        Runbook runbook = Runbook.read(closing.runbook(), Optional.empty(), OwnSteps.catalog());
        for (Phase phase : runbook.phases()) {
            if (phase.undoes().isEmpty()) {
                int index = 0;
                for (StepLine line : runbook.lines(phase)) {
                    index++;
                    steps.add(new Step(
                            phase.id(),
                            index,
                            line.text(),
                            line.known().effect().orElseThrow() != Effect.READ_ONLY));
                }
            }
        }
        return steps;
    }
}
