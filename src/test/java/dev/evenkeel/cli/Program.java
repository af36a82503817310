package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.provision.programs.LocalFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program as a build packages it, in a folder of its own: the launcher, a thin jar beside its libraries, runbooks and
 * profiles; with a cache of its own, so that what a run leaves behind can be told from what others are doing.
 */
final class Program implements AutoCloseable {
    private static final Path HERE = Path.of("").toAbsolutePath();

    private final Path home;
    private final Path cache;

    private Program(Path home, Path cache) {
        this.home = home;
        this.cache = cache;
    }

    static Program assemble() throws IOException {
        Path folder = Files.createTempDirectory("evenkeel-program-");
        Path home = Files.createDirectories(folder.resolve("home"));
        Path cache = Files.createDirectories(folder.resolve("cache"));
        for (String kept : List.of("servers", "data", "tools")) {
            Path shared = Files.createDirectories(LocalFiles.cache().resolve(kept));
            Files.createSymbolicLink(cache.resolve(kept), shared.toAbsolutePath());
        }
        for (String part : List.of("evenkeel", "pom.xml")) {
            Files.copy(HERE.resolve(part), home.resolve(part), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String part : List.of("features", "environments")) {
            Files.createSymbolicLink(home.resolve(part), HERE.resolve(part));
        }
        Files.createDirectories(home.resolve("target/lib"));
        jar(HERE.resolve("target/classes"), home.resolve("target/evenkeel.jar"));
        return new Program(home, cache);
    }

    @Override
    public void close() {
        LocalFiles.deleteTree(home.getParent());
    }

    private static void jar(Path classes, Path jar) throws IOException {
        // In place, where a build copies them to lib.
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(file -> !file.equals(classes)).toList()) {
                // Step classes are looked for in the folder of their package, which must be an entry too.
                boolean isFolder = Files.isDirectory(file);
                out.putNextEntry(new JarEntry(classes.relativize(file) + (isFolder ? "/" : "")));
                if (!isFolder) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
    }

    /** Starts it as the leader of a process group of its own, as a shell does. */
    Running start(Path cacheFolder, String... arguments) throws IOException {
        // Whoever starts tests in the background may have told them to ignore Ctrl-C, which children inherit.
        List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,TERM"));
        command.add(home.resolve("evenkeel").toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "out-", ".txt");
        Path err = Files.createTempFile(home, "err-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("EVENKEEL_CACHE", cacheFolder.toString());
        builder.environment().keySet().removeAll(List.of("LINES", "COLUMNS"));
        return new Running(builder.start(), out, err);
    }

    Running start(String... arguments) throws IOException {
        return start(cache, arguments);
    }

    /** Runs it to its end. */
    Running run(String... arguments) throws IOException {
        Running running = start(arguments);
        running.end(Duration.ofMinutes(3));
        return running;
    }

    /** No process names a folder of a run, and none is left. */
    void leavesNothing(Duration within) {
        waitUntil("no server and no folder of one is left", within, () -> leftovers()
                .isEmpty());
    }

    private List<String> leftovers() {
        try {
            Path runs = cache.resolve("runs");
            List<String> found = new ArrayList<>(commandsThatName(runs.toString()));
            if (Files.exists(runs)) {
                try (Stream<Path> folders = Files.list(runs)) {
                    folders.map(Path::toString).forEach(found::add);
                }
            }
            return found;
        } catch (IOException e) {
            // A folder that vanished while it was looked at: it was there.
            return List.of(e.toString());
        }
    }

    static List<String> commandsThatName(String text) {
        return processes()
                .map(process -> read(process.resolve("cmdline")))
                .filter(command -> command.contains(text))
                .toList();
    }

    /** The folders of all processes below {@code /proc}. */
    static Stream<Path> processes() {
        File[] folders = new File("/proc").listFiles(file -> file.getName().matches("\\d+"));
        return Stream.of(folders).map(File::toPath);
    }

    /** A file of a process, empty when that has ended or is somebody else's. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static void waitUntil(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited %s until %s", limit, what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** One start of it. */
    record Running(Process process, Path stdout, Path stderr) {
        String out() {
            return read(stdout);
        }

        String err() {
            try {
                return Files.readString(stderr);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        /** Its lines on stderr except for the greeting. */
        List<String> said() {
            return err().lines()
                    .filter(line -> !line.isBlank() && !line.matches("evenkeel \\d\\S*"))
                    .toList();
        }

        int exit() {
            return process.exitValue();
        }

        void awaitLine(String pattern) {
            waitUntil("stderr says " + pattern + ", it says " + err(), Duration.ofMinutes(2), () -> {
                assertThat(process.isAlive() || err().matches("(?s).*" + pattern + ".*"))
                        .as(err())
                        .isTrue();
                return err().matches("(?s).*" + pattern + ".*");
            });
        }

        void awaitOut(String pattern) {
            waitUntil("stdout says " + pattern + "; stderr says " + err(), Duration.ofMinutes(2), () -> {
                assertThat(process.isAlive()).as(err()).isTrue();
                return out().matches("(?s).*" + pattern + ".*");
            });
        }

        void signal(String name) throws IOException {
            send(name, Long.toString(process.pid()));
        }

        private static void send(String name, String to) throws IOException {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, "--", to).inheritIO().start();
            try {
                assertThat(kill.waitFor()).isZero();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void end(Duration limit) {
            try {
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                assertThat(ended)
                        .as("ended within %s; it says %s", limit, err())
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
