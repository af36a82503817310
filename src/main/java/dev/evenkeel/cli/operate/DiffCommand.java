package dev.evenkeel.cli.operate;

import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.PlannedRun;
import dev.evenkeel.run.RunFolder;
import dev.evenkeel.run.compare.RunDiff;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Say in what two runs differ, for example a rehearsal and the run: sentences, durations of steps, rows, versions,"
                    + " settings.",
            "Reads their journals, asks no server and changes nothing. Ends with 0 whether they differ or not."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The earlier run: its id, its folder, or latest.")
    private String left;

    @Parameters(index = "1", paramLabel = "RUN", description = "The later run.")
    private String right;

    @Option(names = "--reports", paramLabel = "DIR", description = "Where the runs' folders are. Default: reports.")
    private Path reports = Home.find().reports();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        Path one = RunFolder.existing(left, reports);
        Path other = RunFolder.existing(right, reports);
        RunDiff diff = RunDiff.of(one, PlannedRun.serversOf(one), other, PlannedRun.serversOf(other));
        String next = "evenkeel report " + diff.right();
        if (screenOptions.json()) {
            Output.json(fields(diff, next));
        } else {
            diff.lines().forEach(Output::line);
            Output.line("next: " + next);
        }
        return ExitCode.DONE.number();
    }

    private static Map<String, Object> fields(RunDiff diff, String next) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("left", diff.left());
        fields.put("right", diff.right());
        fields.put("outcome", differences(diff.outcome()));
        fields.put("sentences", differences(diff.sentences()));
        fields.put("versions", differences(diff.versions()));
        fields.put("settings", differences(diff.settings()));
        fields.put("rows", differences(diff.rows()));
        fields.put(
                "durations",
                diff.durations().stream()
                        .map(took -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("what", took.what());
                            one.put("leftMillis", took.leftMillis().orElse(null));
                            one.put("rightMillis", took.rightMillis().orElse(null));
                            one.put("drifted", took.drifted());
                            return one;
                        })
                        .toList());
        fields.put("notCompared", diff.notCompared());
        fields.put("next", next);
        return fields;
    }

    private static List<Map<String, String>> differences(List<RunDiff.Difference> found) {
        return found.stream()
                .map(one -> Map.of("what", one.what(), "left", one.left(), "right", one.right()))
                .toList();
    }
}
