package dev.evenkeel.run;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.run.own.StepJars;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.Style;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that carries out a plan, or goes on with it, and dies as by kill -9 at a place that its journal has reached:
 * {@code PLAN FOLDER MOMENT PHASE STEP MILLIS}.
 */
public final class Dying {
    public static final int KILLED = 137;

    /** When in a step. */
    public enum Moment {
        /** The intent is on disk, and nothing is done. */
        INTENT("after the intent, before the effect"),
        /** What was done last is done, and not entered: the second entry of its own that the step was about to write. */
        WITHIN("between two entries of the step"),
        /** When half the time is over that it usually takes. */
        HALF("in the middle"),
        /** All is done, and the outcome is not on disk. */
        OUTCOME("after the effect, before the outcome");

        private final String words;

        Moment(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private Dying() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        Death death = new Death(
                Moment.valueOf(arguments[2]),
                arguments[3],
                Integer.parseInt(arguments[4]),
                Long.parseLong(arguments[5]));
        Redactor redactor = new Redactor();
        StepJars steps = StepJars.of(List.of());
        Planner planner = new Planner(steps, folder.getParent(), Clock.systemUTC(), redactor);
        Style style = new Style(false, StandardCharsets.UTF_8, 100, 24);
        boolean goesOn = Files.exists(folder.resolve(Journal.FILE));
        int exit;
        try (Screen screen = Screen.open(System.err, Mode.QUIET, style, Clock.systemUTC())) {
            ProductionRun run = new ProductionRun(
                    goesOn
                            ? PlannedRun.of(folder, planner, List.of())
                            : PlannedRun.of(Plan.read(Path.of(arguments[0])), planner, List.of()),
                    steps,
                    new RunLifecycle(folder, screen, death, redactor, List.of(), death.watcher()),
                    StopSignal.NEVER,
                    false,
                    new RunBy("maria", "ops-3", List.of("run")));
            exit = (goesOn ? run.resume() : run.begin()).number();
        }
        System.exit(exit);
    }

    /** The journal asks it for the time before it writes an entry, and tells it of the entry afterwards. */
    private static final class Death extends Clock {
        private final Moment moment;
        private final String phase;
        private final int step;
        private final long millis;
        private volatile boolean there;
        private volatile int entries;

        Death(Moment moment, String phase, int step, long millis) {
            this.moment = moment;
            this.phase = phase;
            this.step = step;
            this.millis = millis;
        }

        Observer watcher() {
            return new Observer() {
                @Override
                public void entry(Entry entry) {
                    written(entry);
                }

                @Override
                public Progress progress(String what, String unit, long total) {
                    return Progress.NONE;
                }

                @Override
                public void waiting(Waiting waiting) {}
            };
        }

        private void written(Entry entry) {
            Event event = EventCodec.read(entry);
            if (event instanceof PhaseEvent.StepIntended intended) {
                there = intended.phase().equals(phase) && intended.index() == step;
                entries = 0;
                if (there && moment == Moment.INTENT) {
                    die();
                } else if (there && moment == Moment.HALF) {
                    Thread sleeper = new Thread(() -> {
                        LockSupport.parkNanos(millis * 1_000_000);
                        die();
                    });
                    sleeper.setDaemon(true);
                    sleeper.start();
                }
            } else {
                entries++;
            }
        }

        @Override
        public Instant instant() {
            if (there && (moment == Moment.WITHIN || moment == Moment.OUTCOME)) {
                List<String> calls = StackWalker.getInstance()
                        .walk(frames -> frames.map(frame -> frame.getClassName() + "." + frame.getMethodName())
                                .toList());
                boolean outcome = calls.contains("dev.evenkeel.runbook.Recorder.stepEnded")
                        || calls.contains("dev.evenkeel.runbook.Recorder.stepNotShown");
                boolean appends = calls.contains("dev.evenkeel.journal.Journal.append");
                if (appends && (outcome || moment == Moment.WITHIN && entries > 0)) {
                    die();
                }
            }
            return Instant.now();
        }

        private static void die() {
            Runtime.getRuntime().halt(KILLED);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
