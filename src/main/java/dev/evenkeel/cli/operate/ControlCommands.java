package dev.evenkeel.cli.operate;

import dev.evenkeel.cli.options.RunArgument;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.ControlEvent.Control;
import dev.evenkeel.event.ControlEvent.ControlAction;
import dev.evenkeel.event.ControlEvent.ControlState;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.RunStatus;
import dev.evenkeel.run.control.Asking;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that ask a run which another process carries out: pause, continue, abort. */
public final class ControlCommands {
    /** The process looks five times a second; one that says nothing for so long is stuck or gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ControlCommands() {}

    /** What they have in common. */
    private abstract static class Asked implements Callable<Integer> {
        @Mixin
        private RunArgument run = new RunArgument();

        @Mixin
        private ScreenOptions screenOptions = new ScreenOptions();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the report.")
        private String reason = "";

        abstract ControlAction action();

        /** What to type where no process is at work. */
        abstract String otherwise(RunStatus status);

        /** In a few words, where it was accepted. */
        abstract String done();

        @Override
        public Integer call() {
            Path folder = run.folder();
            RunStatus status = RunStatus.of(folder);
            if (!status.live() || !Set.of("run", "resume").contains(status.command())) {
                return refused(status);
            }
            RunBy by = RunBy.of(List.of());
            Control said = new Asking(folder, Clock.systemUTC(), PATIENCE)
                    .ask(action(), by.user() + " on " + by.host(), reason)
                    .orElseThrow(() -> new Misconfigured("the process of run " + status.run()
                            + " has not answered within " + PATIENCE.toSeconds()
                            + " s, and the request was taken back; look at: evenkeel status " + status.run()));
            RunStatus now = RunStatus.of(folder);
            String sentence =
                    switch (said.state()) {
                        case REFUSED -> "refused: " + said.why();
                        case DEFERRED -> "asked for; " + said.why();
                        case ACCEPTED, HELD, RELEASED -> done();
                    };
            tell(now, said.state().word(), sentence);
            return (said.state() != ControlState.REFUSED
                            ? ExitCode.DONE
                            : action() == ControlAction.ABORT ? ExitCode.USAGE : ExitCode.NOTHING_EXECUTED)
                    .number();
        }

        private int refused(RunStatus status) {
            String found = status.live()
                    ? "the process that is at work on run " + status.run() + " carries out '" + status.command()
                            + "', which ends by itself"
                    : "no process is at work on run " + status.run();
            tell(status, ControlState.REFUSED.word(), found + "; " + otherwise(status));
            return ExitCode.USAGE.number();
        }

        private void tell(RunStatus status, String state, String sentence) {
            String next = next(status);
            if (screenOptions.json()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("run", status.run());
                fields.put("action", action().word());
                fields.put("state", state);
                fields.put("says", sentence);
                fields.put("zone", status.zone().name());
                fields.put("zoneSays", status.zoneSays());
                fields.put("next", next);
                Output.json(fields);
                return;
            }
            if (state.equals(ControlState.REFUSED.word())) {
                Output.problem(sentence);
            } else if (!screenOptions.quiet()) {
                Output.line(status.run() + ": " + sentence);
                Output.line(status.zoneSays());
            }
            Output.line("next: " + next);
        }

        String next(RunStatus status) {
            return status.next();
        }
    }

    @Command(
            name = "pause",
            description = {
                "Ask the process that carries out a run to pause before the next step that changes something.",
                "Replication and the proof continue. Nothing is held up between the gate and the end of the switch."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    public static final class Pause extends Asked {
        @Override
        ControlAction action() {
            return ControlAction.PAUSE;
        }

        @Override
        String otherwise(RunStatus status) {
            return "there is nothing to hold up";
        }

        @Override
        String done() {
            return "paused; it waits before the next step that changes something";
        }
    }

    @Command(
            name = "continue",
            description = "Let a paused run continue.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    public static final class Continue extends Asked {
        @Override
        ControlAction action() {
            return ControlAction.CONTINUE;
        }

        @Override
        String otherwise(RunStatus status) {
            return "a run whose process has ended is continued by resume";
        }

        @Override
        String done() {
            return "continues";
        }
    }

    @Command(
            name = "abort",
            description = {
                "Ask the process that carries out a run to take back everything that it has begun, and to end with exit code 4.",
                "Refused after the point of no return. Where no process is at work, undo does the same."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    public static final class Abort extends Asked {
        @Override
        ControlAction action() {
            return ControlAction.ABORT;
        }

        @Override
        String otherwise(RunStatus status) {
            return switch (status.zone()) {
                case OVER -> "the run is over, and nothing is left to abort";
                case NOTHING_CHANGED -> "it has changed nothing, so there is nothing to take back";
                case PAST_NO_RETURN ->
                    "it is past the point of no return: continue it; the way back is a new move, from the target to the"
                            + " source";
                case FREE_TO_ABORT, IN_THE_FREEZE -> "take back what it has begun with: evenkeel undo " + status.run();
            };
        }

        @Override
        String done() {
            return "the run takes back what it has begun, shows that it did, and ends with exit code "
                    + ExitCode.UNDONE.number();
        }

        @Override
        String next(RunStatus status) {
            boolean undoes = !status.live()
                    && (status.zone() == RunStatus.Zone.FREE_TO_ABORT || status.zone() == RunStatus.Zone.IN_THE_FREEZE);
            return undoes ? "evenkeel undo " + status.run() : super.next(status);
        }
    }
}
