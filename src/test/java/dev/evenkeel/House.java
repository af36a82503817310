package dev.evenkeel;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The house as it is compiled and as it lies on disk, for the tests that hold its plan. */
final class House {
    static final String BASE = "dev.evenkeel";
    static final Path SOURCES = Path.of("src/main/java/dev/evenkeel");

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** From the ground up. A package may import only from the floors below its own. */
    static final List<Set<String>> FLOORS = List.of(
            Set.of("mariadb", "journal"),
            Set.of("catalog", "environment", "event"),
            Set.of("screen", "replication", "transfer", "workload", "fault", "aws", "approval", "lease", "hook"),
            Set.of("parity", "provision"),
            Set.of("runbook", "verify", "doctor", "report"),
            Set.of("run"),
            Set.of("cli"));

    private House() {}

    static Set<String> packages() {
        return folders().stream()
                .map(folder -> folder.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the packages of the table. */
    static List<Path> folders() {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all packages, those within others too. */
    static List<Path> allFolders() {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.equals(SOURCES))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
