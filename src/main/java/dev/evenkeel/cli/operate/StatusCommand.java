package dev.evenkeel.cli.operate;

import dev.evenkeel.cli.options.RunArgument;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.run.RunStatus;
import dev.evenkeel.screen.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = {
            "Say where a run is, what may be done with it now, and the next command, from any terminal that sees its folder.",
            "Asks no server and changes nothing."
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private RunArgument run = new RunArgument();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        RunStatus status = RunStatus.of(run.folder());
        if (screenOptions.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("run", status.run());
            fields.put("command", status.command());
            fields.put("live", status.live());
            fields.put("outcome", status.ended().map(ExitCode::name).orElse(null));
            fields.put("zone", status.zone().name());
            fields.put("phase", status.phase());
            fields.put("step", status.step());
            fields.put("since", status.since().map(Object::toString).orElse(null));
            fields.put("next", status.next());
            Output.json(fields);
        } else {
            status.lines().forEach(Output::line);
        }
        return ExitCode.DONE.number();
    }
}
