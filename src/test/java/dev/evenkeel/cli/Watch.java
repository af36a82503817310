package dev.evenkeel.cli;

import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.programs.LocalFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads, while a rehearsal runs, what others on its machine could: its processes, its servers' logs, its temporary files. */
final class Watch implements AutoCloseable {
    /** Programs live for tenths of a second at least. */
    private static final String OWN_COMMAND = Program.read(Path.of("/proc/self/cmdline"));

    private static final long EVERY_NANOS = 10_000_000;

    /** What a server keeps of a password, and must. */
    private static final String HASH = "\\*[0-9A-F]{40}";

    private static final String LOGS = "(mysql-bin-changelog|relaylog).*|.*\\.log|init\\.sql";

    private final Redactor redactor;
    private final Path servers = LocalFiles.cache().resolve("runs");
    private final Set<String> found = new ConcurrentSkipListSet<>();
    private final Set<String> variables = new ConcurrentSkipListSet<>();
    private final Map<String, String> programs = new ConcurrentHashMap<>();
    private final Set<String> looked = ConcurrentHashMap.newKeySet();
    private final Map<Path, Long> read = new HashMap<>();
    private final List<Thread> threads = List.of(
            new Thread(() -> watch(() -> ProcessHandle.current().descendants().forEach(this::process))),
            new Thread(() -> watch(() -> {
                files(servers, 4);
                files(Path.of(System.getProperty("java.io.tmpdir")), 3);
            })));
    private volatile boolean ended;

    /** What other servers wrote before holds no password of this run, and may be much. */
    private final Map<Path, Long> before;

    Watch(Redactor redactor) {
        this.redactor = redactor;
        this.before = sizes(servers);
        read.putAll(before);
        threads.forEach(Thread::start);
    }

    /** Where a password was seen, and by whom. */
    Set<String> found() {
        return found;
    }

    /** The names of the variables that programs were started with. */
    Set<String> variables() {
        return variables;
    }

    /** The programs that were looked at, by their file's name. */
    Set<String> programs() {
        return new TreeSet<>(programs.keySet());
    }

    /** The logs of servers that were looked at, by their file's name. */
    Set<String> logs() {
        return read.keySet().stream()
                .filter(file -> !read.get(file).equals(before.get(file)))
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
    }

    void look(String where, String content) {
        String text = content.replaceAll(HASH, "");
        if (!redactor.redact(text).equals(text)) {
            found.add(where);
        }
    }

    private static Map<Path, Long> sizes(Path folder) {
        Map<Path, Long> sizes = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.find(folder, 4, (file, attributes) -> attributes.isRegularFile())) {
                files.forEach(file -> sizes.put(file, file.toFile().length()));
            } catch (IOException | UncheckedIOException vanished) {
                // A server that is being ended.
            }
        }
        return sizes;
    }

    private void watch(Runnable look) {
        while (!ended) {
            look.run();
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private void process(ProcessHandle process) {
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        String command = Program.read(folder.resolve("cmdline"));
        if (command.isEmpty() || command.contains("jspawnhelper") || command.equals(OWN_COMMAND)) {
            // Between being started and being the program that it is to be; the first moment as a copy of this process.
            return;
        }
        String program = command.split("\0")[0].replaceFirst(".*/", "");
        String environment = Program.read(folder.resolve("environ"));
        if (!looked.add(process.pid() + " " + redactor.known() + " " + command + environment)) {
            // Servers run throughout; programs that end soon must not wait for them.
            return;
        }
        look("arguments of " + program, command);
        look("environment of " + program, environment);
        programs.put(program, command);
        Stream.of(environment.split("\0"))
                .filter(variable -> variable.contains("="))
                .map(variable -> variable.substring(0, variable.indexOf('=')))
                .forEach(variables::add);
    }

    private void files(Path folder, int depth) {
        boolean ofServers = folder.equals(servers);
        try (Stream<Path> files = Files.find(
                folder,
                depth,
                (file, attributes) -> attributes.isRegularFile()
                        && (ofServers
                                ? file.getFileName().toString().matches(LOGS)
                                : folder.relativize(file).toString().startsWith("evenkeel")))) {
            files.forEach(this::file);
        } catch (IOException | UncheckedIOException vanished) {
            // Another look follows.
        }
    }

    /** What is new in it, and a piece of what was before. */
    private void file(Path file) {
        long from = read.getOrDefault(file, 0L);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long size = open.length();
            if (size > from) {
                open.seek(Math.max(0, from - 200));
                byte[] bytes = new byte[(int) (size - open.getFilePointer())];
                open.readFully(bytes);
                look(file.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
            }
            read.put(file, size);
        } catch (IOException vanished) {
            // As above.
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
