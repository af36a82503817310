package dev.evenkeel.run;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.run.own.StepJars;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A process that carries out a plan and dies, as by kill -9, at a place that its journal has reached: {@code PLAN FOLDER MOMENT STEP},
 * where the moment is INTENT (written, and nothing done) or OUTCOME (done, and not written).
 */
final class Dying {
    static final int KILLED = 137;

    private Dying() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        Clock clock = new DeadlyClock(folder.resolve(Journal.FILE), arguments[2], arguments[3]);
        Redactor redactor = new Redactor();
        StepJars steps = StepJars.of(List.of());
        Planner planner = new Planner(steps, folder.getParent(), Clock.systemUTC(), redactor);
        Style style = new Style(false, StandardCharsets.UTF_8, 100, 24);
        int exit;
        try (Screen screen = Screen.open(System.err, Mode.QUIET, style, Clock.systemUTC())) {
            exit = new ProductionRun(
                            PlannedRun.of(Plan.read(Path.of(arguments[0])), planner, List.of()),
                            steps,
                            new RunLifecycle(folder, screen, clock, redactor),
                            StopSignal.NEVER,
                            false,
                            new RunBy("maria", "ops-3", List.of("run")))
                    .begin()
                    .number();
        }
        System.exit(exit);
    }

    /** The journal asks it for the time before it writes an entry. */
    private static final class DeadlyClock extends Clock {
        private final Path journal;
        private final boolean atOutcome;
        private final String step;

        DeadlyClock(Path journal, String moment, String step) {
            this.journal = journal;
            this.atOutcome = moment.equals("OUTCOME");
            this.step = step;
        }

        @Override
        public Instant instant() {
            List<String> calls = StackWalker.getInstance()
                    .walk(frames -> frames.map(frame -> frame.getClassName() + "." + frame.getMethodName())
                            .toList());
            boolean appends = calls.contains("dev.evenkeel.journal.Journal.append");
            boolean outcome = calls.contains("dev.evenkeel.runbook.Recorder.stepEnded");
            if (appends && (outcome || !atOutcome) && isInStep()) {
                Runtime.getRuntime().halt(KILLED);
            }
            return Instant.now();
        }

        /** At the intent its entry is the last one; later it is the last of its kind. */
        private boolean isInStep() {
            try {
                List<String> lines = Files.readAllLines(journal);
                for (int index = lines.size() - 1; index >= 0; index--) {
                    String line = lines.get(index);
                    if (line.contains("\"STEP_INTENDED\"")) {
                        return line.contains(step);
                    }
                    if (!atOutcome) {
                        return false;
                    }
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
