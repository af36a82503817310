package dev.evenkeel.cli.options;

import dev.evenkeel.transfer.load.DataFile;
import dev.evenkeel.transfer.load.Loader;
import dev.evenkeel.workload.SampleDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The user's own data: which files, in which order, and where each goes. */
public final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "FILE",
            parameterConsumer = InOrder.class,
            description = {
                "Rehearse with your own data, loaded into the source first: a script or dump as the mysql client reads it,"
                        + " plain or packed by gzip, bzip2, xz or zstd. Repeatable, in this order; what one file chooses"
                        + " with USE holds for the next."
            })
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--into",
            paramLabel = "NAME",
            parameterConsumer = InOrder.class,
            description = {
                "The database for the files before it, or for all where it comes before them, if they choose none"
                        + " themselves; created if it is missing. Default: the one that the header of a dump names, else the one that the file before it chose."
            })
    private List<String> into = new ArrayList<>();

    /** As they were given: files, and names that are after them. */
    private final List<Object> given = new ArrayList<>();

    public List<DataFile> files() {
        List<DataFile> files = new ArrayList<>();
        Optional<String> name = Optional.empty();
        if (!given.isEmpty() && given.get(0) instanceof String all) {
            name = Optional.of(all);
        }
        // From the last to the first: a name is for the files before it.
        for (int i = given.size() - 1; i >= 0; i--) {
            if (given.get(i) instanceof Path file) {
                files.add(0, new DataFile(file, name));
            } else {
                name = Optional.of((String) given.get(i));
            }
        }
        return List.copyOf(files);
    }

    /** All that is wrong and can be seen without a server. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (data.isEmpty() && !into.isEmpty()) {
            problems.add(
                    "--into says where the files of --data go, and there is none; give --data FILE, or leave it out");
        }
        if (into.size() > 1 && given.get(0) instanceof String name) {
            problems.add("--into " + name + " comes before the first --data; of several, each must follow its files");
        }
        for (String name : into) {
            databaseProblem(name).ifPresent(problem -> problems.add("--into " + name + ": " + problem));
        }
        List<Path> readable = new ArrayList<>();
        for (Path file : data) {
            unreadable(file)
                    .ifPresentOrElse(
                            found -> problems.add("--data " + file + " " + found
                                    + "; give a dump, plain SQL or .gz, that this account may read"),
                            () -> readable.add(file));
        }
        Loader.problems(readable).forEach(problem -> problems.add("--data: " + problem));
        return problems;
    }

    private static Optional<String> databaseProblem(String name) {
        if (name.isBlank() || !name.equals(name.strip()) || name.length() > 64 || name.indexOf('\0') >= 0) {
            return Optional.of("a database has a name of 1 to 64 characters without blanks around it");
        }
        if (name.equals(SampleDatabase.SCHEMA)) {
            return Optional.of("the application of the rehearsal writes to a database of that name; name another");
        }
        boolean system = List.of("mysql", "sys", "information_schema", "performance_schema")
                .contains(name.toLowerCase(java.util.Locale.ROOT));
        return system ? Optional.of("this database is the server's own; name another") : Optional.empty();
    }

    private static Optional<String> unreadable(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of("is a folder");
        }
        if (!Files.exists(file)) {
            return Optional.of("is not there");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("is a pipe or a device, and must be a file that can be read twice");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of("may not be read by this account");
    }

    /** Keeps the order in which the two options were given. */
    static final class InOrder implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            if (arguments.isEmpty()) {
                throw new ParameterException(
                        command.commandLine(), "Missing required parameter for option '" + option.paramLabel() + "'");
            }
            DataOptions options = (DataOptions) command.mixins().values().stream()
                    .map(CommandSpec::userObject)
                    .filter(DataOptions.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            String argument = arguments.pop();
            if (option.paramLabel().equals("FILE")) {
                Path file = Path.of(argument);
                options.data.add(file);
                options.given.add(file);
            } else {
                options.into.add(argument);
                options.given.add(argument);
            }
        }
    }
}
