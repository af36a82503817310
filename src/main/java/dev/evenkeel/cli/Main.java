package dev.evenkeel.cli;

import dev.evenkeel.cli.operate.ApproveCommand;
import dev.evenkeel.cli.operate.ControlCommands;
import dev.evenkeel.cli.operate.DiffCommand;
import dev.evenkeel.cli.operate.OperateCommands;
import dev.evenkeel.cli.operate.PlanCommand;
import dev.evenkeel.cli.operate.RejectCommand;
import dev.evenkeel.cli.operate.StatusCommand;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.run.Broken;
import dev.evenkeel.run.StackTrace;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.screen.Output;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "evenkeel",
        description = "Rehearse, prove and record the move of a live MariaDB to another instance.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            RehearseCommand.class,
            VerifyCommand.class,
            MatrixCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            OperateCommands.Run.class,
            OperateCommands.Resume.class,
            OperateCommands.Undo.class,
            ControlCommands.Pause.class,
            ControlCommands.Continue.class,
            ControlCommands.Abort.class,
            StatusCommand.class,
            DiffCommand.class,
            StepsCommand.class,
            ReportCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            CompletionCommand.class,
            LookAlikeCommand.class
        })
public final class Main {
    Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExitCodeExceptionMapper(e -> ExitCode.BUG.number());
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        line.setParameterExceptionHandler((e, given) -> misused(e));
        line.registerConverter(Long.class, Main::number);
        line.registerConverter(long.class, Main::number);
        line.registerConverter(Duration.class, Main::duration);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER, help -> exitCodes());
        line.getSubcommands().values().forEach(sub -> sub.getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER, help -> exitCodes()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        if (arguments.length == 0) {
            line.usage(line.getOut());
            return ExitCode.USAGE.number();
        }
        try {
            return line.execute(arguments);
        } catch (Error e) {
            // Too deep or too much for this program; whatever it held is let go of by now.
            say(List.of(Broken.sentence(e)));
            return ExitCode.BUG.number();
        }
    }

    /** Runs a part of a command that ends as a command of its own would: with its exit code, and its problems said. */
    static int guarded(Callable<Integer> part) {
        try {
            return part.call();
        } catch (Exception e) {
            return failed(e);
        } catch (Error e) {
            say(List.of(Broken.sentence(e)));
            return ExitCode.BUG.number();
        }
    }

    private static int misused(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String found = e.getMessage();
        String nearest = "";
        if (e instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            String kind = argument.startsWith("-")
                    ? "option"
                    : e.getCommandLine().getSubcommands().isEmpty() ? "argument" : "command";
            found = "there is no " + kind + " " + argument;
            nearest = unmatched.getSuggestions().stream()
                    .findFirst()
                    .map(suggestion -> "did you mean " + suggestion + "? ")
                    .orElse("");
        }
        say(List.of(found + "; " + nearest + "'" + command + " --help' shows what may be given"));
        return ExitCode.USAGE.number();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static Duration duration(String text) {
        try {
            return ProfileValues.duration(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 500ms, 30s, 5m or 1h");
        }
    }

    /** What is the user's to fix is said in full and without a stack; anything else is our bug. */
    private static int failed(Exception e) {
        if (e instanceof Misconfigured misconfigured) {
            say(misconfigured.problems());
            return ExitCode.USAGE.number();
        }
        if (e instanceof RunbookRefused refused) {
            say(refused.problems().stream().map(Object::toString).toList());
            return ExitCode.USAGE.number();
        }
        if (e instanceof OrdinaryFile.Unfit) {
            say(List.of(e.getMessage()));
            return ExitCode.USAGE.number();
        }
        if (e instanceof UncheckedIOException) {
            say(List.of(e.getMessage()));
            return ExitCode.BUG.number();
        }
        Output.problem("this is a bug of evenkeel's own; please report it with the lines below");
        StackTrace.lines(e).forEach(Output::note);
        return ExitCode.BUG.number();
    }

    private static void say(List<String> problems) {
        problems.forEach(Output::problem);
    }

    private static String exitCodes() {
        return "%nExit codes:%n".formatted()
                + Arrays.stream(ExitCode.values())
                        .map(code -> "  %2d  %s%n".formatted(code.number(), code.meaning()))
                        .collect(Collectors.joining());
    }

    /** The version the build wrote into the jar. */
    public static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"evenkeel " + text()};
        }

        static String text() {
            return ToolVersion.text();
        }
    }
}
