package dev.evenkeel.transfer.script;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** A file and those that it includes, as one sequence of statements. */
public final class Script implements AutoCloseable {
    private static final int DEEPEST = 16;

    private final Deque<Source> open = new ArrayDeque<>();
    private final Deque<DumpStatement> waiting = new ArrayDeque<>();
    private final Progress progress;
    private final boolean commands;
    private final Omissions omissions;

    /** @param dump it begins as one, and must end as one */
    private record Source(DumpReader reader, Path file, boolean dump) {}

    public Script(Path file, LoadOptions options, Omissions omissions, Progress progress) {
        this.progress = progress;
        this.commands = options.script();
        this.omissions = omissions;
        open.push(open(file));
    }

    /** The next statement, or null at the end. */
    public DumpStatement next() {
        while (waiting.isEmpty()) {
            Source source = open.peek();
            try {
                DumpStatement statement = source.reader().next();
                if (statement == null) {
                    if (source.dump() && !source.reader().sawCompleted()) {
                        throw cutShort(source);
                    }
                    if (!ended(source)) {
                        return null;
                    }
                } else if (source.dump() && !source.reader().delimited()) {
                    throw cutShort(source);
                } else {
                    take(statement, source);
                }
            } catch (IOException e) {
                throw DumpFile.unreadable(source.file(), e);
            }
        }
        return waiting.remove();
    }

    /** The statement that was read last in parts that a server takes, if it is nothing but rows. */
    public List<DumpStatement> parts(DumpStatement statement, long maximumBytes) {
        return open.peek().reader().parts(statement, maximumBytes);
    }

    /** Follows what a statement has set in its session. */
    public void session(String sqlMode, String charset) {
        DumpReader reader = open.peek().reader();
        reader.quotes(Quotes.of(sqlMode));
        reader.charset(charset);
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().reader().close();
        }
    }

    private Source open(Path file) {
        try {
            DumpReader reader = new DumpReader(DumpFile.open(file, progress), commands).of(file);
            return new Source(reader, file, reader.beginsLikeDump());
        } catch (IOException e) {
            throw DumpFile.unreadable(file, e);
        }
    }

    /** False when it was the last one. */
    private boolean ended(Source source) throws IOException {
        if (open.size() == 1) {
            return false;
        }
        open.pop();
        source.reader().close();
        // As in the client: what a file sets for reading holds for the one that includes it.
        open.peek().reader().as(source.reader());
        return true;
    }

    private void take(DumpStatement statement, Source source) throws IOException {
        if (source.reader().command().isPresent()) {
            follow(source.reader().command().get(), statement, source);
        } else if (commands && !(source.dump() && source.reader().delimiter().equals(";;"))) {
            waiting.addAll(SeveralStatements.of(statement, source.reader()));
        } else {
            // mysqldump sets its delimiter around single statements.
            waiting.add(statement);
        }
    }

    private void follow(ClientCommand command, DumpStatement statement, Source source) throws IOException {
        switch (command.kind()) {
            case USE -> waiting.add(sql(statement, "USE " + Quoting.identifier(command.argument())));
            case CHARSET -> {
                if (!command.argument().matches("\\w+")) {
                    throw at(statement, "\"charset\" takes the name of a character set; correct the line");
                }
                waiting.add(sql(statement, "SET NAMES " + command.argument()));
            }
            case SOURCE -> include(command.argument(), statement, source);
            case QUIT -> {
                omissions.add(
                        "what follows the command " + command.name(),
                        "the mysql client would have ended there",
                        statement);
                if (!ended(source)) {
                    open.pop().reader().close();
                    open.push(new Source(
                            new DumpReader(java.io.InputStream.nullInputStream(), commands), source.file(), false));
                }
            }
            case REFUSED -> throw at(statement, command.refusal());
            case DELIMITER, DISPLAY -> throw new IllegalStateException("the reader follows " + command);
        }
    }

    private void include(String argument, DumpStatement statement, Source source) throws IOException {
        Path file = beside(source.file(), argument, statement);
        String shown = "it includes " + ShownStatement.visible(argument);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            String found = Files.isRegularFile(file) ? "may not be read" : "is not there";
            throw at(
                    statement,
                    shown + ", and " + file + " " + found
                            + "; names are looked for in the folder of the file that includes them:"
                            + " put it there or correct the line");
        }
        // A file that somebody else wrote must not have others of this machine read, by a link neither.
        Path folder = open.peekLast().file().toAbsolutePath().getParent().toRealPath();
        if (!file.toRealPath().startsWith(folder)) {
            throw at(
                    statement,
                    shown + ", which is not within " + folder
                            + ", the folder of the first file, and others are not read;"
                            + " put it there, or give it by a --data of its own");
        }
        for (Source including : open) {
            if (Files.isSameFile(including.file(), file)) {
                throw at(
                        statement,
                        shown + ", which is being read already (" + chain() + "); a file must not include itself");
            }
        }
        if (open.size() > DEEPEST) {
            throw at(statement, shown + ", and files are included " + DEEPEST + " deep at most (" + chain() + ")");
        }
        Source included = open(file);
        included.reader().as(source.reader());
        open.push(included);
    }

    private static Path beside(Path including, String argument, DumpStatement statement) {
        boolean quoted = argument.length() > 1
                && "'\"`".indexOf(argument.charAt(0)) >= 0
                && argument.endsWith(argument.substring(0, 1));
        String name = quoted ? argument.substring(1, argument.length() - 1) : argument;
        try {
            return including.resolveSibling(name);
        } catch (InvalidPathException e) {
            throw at(
                    statement, "it includes " + ShownStatement.visible(argument) + ", which is not the name of a file");
        }
    }

    private String chain() {
        Deque<String> names = new ArrayDeque<>();
        open.forEach(source -> names.push(source.file().getFileName().toString()));
        return names.stream().collect(Collectors.joining(" includes "));
    }

    private static DumpStatement sql(DumpStatement statement, String sql) {
        return statement.with(sql.getBytes(StandardCharsets.UTF_8));
    }

    private static TransferFailed at(DumpStatement statement, String problem) {
        return new TransferFailed(statement.file() + " line " + statement.line() + ": " + problem);
    }

    private static TransferFailed cutShort(Source source) {
        return new TransferFailed("the dump " + source.file()
                + " is cut short: it begins like a dump and lacks the last line of one, '" + DumpReader.COMPLETED
                + "'; what was loaded of it is not whole; dump again");
    }
}
