package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The example project, compiled as its build does, against the classes of this build. */
final class OwnStepsProject {
    static final Path FEATURES = Path.of("docs/examples/own-steps/features");
    private static final Path SOURCES = Path.of("docs/examples/own-steps/src/main/java");

    private final Path folder;

    OwnStepsProject(Path folder) {
        this.folder = folder;
    }

    /** @param more a line that makes this jar another one */
    Path jar(String name, String more) throws IOException {
        Path sources = Files.createDirectories(folder.resolve(name + "-sources"));
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> copied(file, sources, more))
                    .toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            manager,
                            null,
                            List.of(
                                    "-Xlint:all,-path",
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    ClassPath.ofTests()),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        return packed(classes, folder.resolve(name + ".jar"), true);
    }

    /** @param folders whether the jar has entries for them */
    static Path packed(Path classes, Path jar, boolean folders) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(each -> !each.equals(classes)).sorted().toList()) {
                boolean isFolder = Files.isDirectory(file);
                if (isFolder && !folders) {
                    continue;
                }
                out.putNextEntry(new JarEntry(classes.relativize(file) + (isFolder ? "/" : "")));
                if (!isFolder) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    private static Path copied(Path file, Path sources, String more) {
        try {
            Path copy = sources.resolve(SOURCES.relativize(file));
            Files.createDirectories(copy.getParent());
            String text = Files.readString(file);
            return Files.writeString(copy, text.replaceFirst("(?m)^public final class \\w+ \\{$", "$0\n" + more));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
