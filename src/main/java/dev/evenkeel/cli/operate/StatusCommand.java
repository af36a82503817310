package dev.evenkeel.cli.operate;

import dev.evenkeel.cli.options.RunArgument;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Await;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.run.RunStatus;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Say where a run is, what may be done with it now, and the next command, from any terminal that sees its folder.",
            "Asks no server and changes nothing."
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofDays(365);

    @Mixin
    private RunArgument run = new RunArgument();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Option(names = "--watch", description = "Say it again whenever something changes, until no process is at work.")
    private boolean watch;

    @Override
    public Integer call() {
        Path folder = run.folder();
        AtomicReference<RunStatus> last = new AtomicReference<>(RunStatus.of(folder));
        tell(last.get());
        if (watch) {
            new Await(Observer.NONE, PACE).until("no process is at work", "the end of it", LONGEST, () -> {
                RunStatus now = RunStatus.of(folder);
                if (!now.equals(last.getAndSet(now))) {
                    tell(now);
                }
                return new Await.Look(now.zoneSays(), !now.live());
            });
        }
        return ExitCode.DONE.number();
    }

    private void tell(RunStatus status) {
        if (screenOptions.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("run", status.run());
            fields.put("command", status.command());
            fields.put("live", status.live());
            fields.put("outcome", status.ended().map(ExitCode::name).orElse(null));
            fields.put("zone", status.zone().name());
            fields.put("zoneSays", status.zoneSays());
            fields.put("phase", status.phase());
            fields.put("step", status.step());
            fields.put("since", status.since().map(Object::toString).orElse(null));
            fields.put("paused", status.paused().map(StatusCommand::paused).orElse(null));
            fields.put("next", status.next());
            Output.json(fields);
        } else {
            status.lines().forEach(Output::line);
        }
    }

    private static Map<String, Object> paused(RunStatus.Paused paused) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("by", paused.by());
        fields.put("since", paused.since().toString());
        fields.put("held", paused.held());
        fields.put("when", paused.when());
        return fields;
    }
}
