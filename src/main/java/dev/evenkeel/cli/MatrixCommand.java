package dev.evenkeel.cli;

import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.MatrixTable;
import dev.evenkeel.run.RehearsalRequest;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.own.StepJars;
import dev.evenkeel.screen.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "matrix",
        description = {
            "Rehearse one runbook on several pairs of versions, one after the other, and leave a table beside the reports:"
                    + " matrix.md and matrix.json.",
            "The exit code is 0 when every pair was done and proved, else that of the first that was not."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MatrixCommand implements Callable<Integer> {
    /** As rehearse takes it where none is given. */
    private static final long SEED = 1;

    @Parameters(
            arity = "0..*",
            paramLabel = "PROFILE",
            description =
                    "The pairs: profiles by file, or by name for environments/matrix/NAME.yaml. Default: all there.")
    private List<String> pairs = List.of();

    @Option(names = "--features", paramLabel = "PATH", description = "The runbook, as for rehearse.")
    private Optional<Path> features = Optional.empty();

    @Option(names = "--rows", paramLabel = "N", description = "Rows of the generated database. Default: 20000.")
    private Optional<Long> rows = Optional.empty();

    @Option(names = "--reports", paramLabel = "DIR", description = "Where runs and table are left. Default: reports.")
    private Path reports = Home.find().reports();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Path> profiles = profiles();
        MatrixTable table = new MatrixTable(Clock.systemUTC());
        for (Path profile : profiles) {
            if (!screenOptions.quiet() && !screenOptions.json()) {
                Output.note("rehearsing " + name(profile));
            }
            long began = System.nanoTime();
            int exit = rehearse(profile);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            // A run that ended before it began has no folder, and the newest one is another's.
            Path run = reports.resolve("latest");
            table.add(name(profile), exit, exit == ExitCode.USAGE.number() ? Optional.empty() : Optional.of(run), took);
            table.write(reports);
        }
        if (screenOptions.json()) {
            Output.json(table.contents());
        } else {
            table.markdown().lines().forEach(Output::line);
        }
        return table.exitCode();
    }

    /** All of them are read before one is run. */
    private List<Path> profiles() {
        Path folder = Home.find().environments().resolve("matrix");
        List<Path> files = new ArrayList<>();
        for (String pair : pairs) {
            files.add(pair.endsWith(".yaml") || pair.endsWith(".yml") ? Path.of(pair) : folder.resolve(pair + ".yaml"));
        }
        if (pairs.isEmpty()) {
            files.addAll(all(folder));
        }
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                Provision.profiles().read(file.toString(), folder);
            } catch (Misconfigured e) {
                problems.addAll(e.problems());
            }
        }
        if (files.isEmpty()) {
            problems.add(folder + " holds no profile; name some");
        }
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        return files;
    }

    private static List<Path> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted(MatrixTable.byVersions())
                    .toList();
        } catch (IOException e) {
            throw new Misconfigured(folder + " cannot be read; name the profiles of the pairs");
        }
    }

    /** Of many runs the table is what is wanted: each shows only what went wrong. */
    private int rehearse(Path profile) {
        RehearsalRequest request = new RehearsalRequest(
                profile.toString(),
                features.orElseGet(() -> Home.find().runbook()),
                Optional.empty(),
                List.of(),
                rows,
                SEED,
                reports,
                RunBy.of(spec.root().commandLine().getParseResult().originalArgs()));
        return Main.guarded(() -> RehearseCommand.rehearse(
                request, StepJars.of(List.of()), List.of(), screenOptions.quietly(), new Redactor()));
    }

    private static String name(Path profile) {
        return profile.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
