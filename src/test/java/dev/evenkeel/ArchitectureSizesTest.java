package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds how large files and packages may be, and what every package says of itself. */
class ArchitectureSizesTest {
    private static final int LINES_PER_FILE = 350;
    private static final int TYPES_PER_PACKAGE = 30;
    private static final int FILES_OF_CLI = 15;

    @Test
    void no_source_file_is_longer_than_three_hundred_and_fifty_lines() {
        assertThat(House.sources().stream().filter(ArchitectureSizesTest::tooLong))
                .as("find the second concept in it and give that a file")
                .isEmpty();
    }

    /** Without exceptions so far; one would be named here with its reason. */
    @Test
    void no_package_has_more_than_thirty_types() {
        Map<Path, Long> types = types();

        assertThat(types).as("packages in " + House.SOURCES).hasSizeGreaterThan(40);
        assertThat(types.entrySet().stream().filter(folder -> folder.getValue() > TYPES_PER_PACKAGE))
                .as("find the seam that a reader sees at a glance and make it a package of its own")
                .isEmpty();
    }

    @Test
    void the_command_line_is_understood_at_a_glance() {
        assertThat(House.sources().stream().filter(file -> file.getParent().equals(House.SOURCES.resolve("cli"))))
                .as("options that several commands take belong to cli.options, operating a run to cli.operate")
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(FILES_OF_CLI);
    }

    /** How many types stand at the top of a file, by folder. */
    private static Map<Path, Long> types() {
        return House.sources().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    }

    @Test
    void verdicts_and_outcomes_are_spelled_in_one_place() {
        assertThat(House.sources().stream()
                        .filter(file -> !file.startsWith(House.SOURCES.resolve("event")))
                        .flatMap(ArchitectureSizesTest::spelledVerdicts))
                .as("use Verdict or StepOutcome, and word() where it is shown")
                .isEmpty();
        assertThat(spelledVerdicts(Path.of("src/main/java/dev/evenkeel/event/Verdict.java")))
                .isNotEmpty();
    }

    private static Stream<String> spelledVerdicts(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.matches(".*\"(Same|Different|Inconclusive|passed|failed)\".*"))
                    .map(line -> file.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_package_says_what_it_owns_and_what_it_refuses() {
        for (Path folder : House.allFolders()) {
            assertThat(folder.resolve("package-info.java"))
                    .as("say in " + folder + "/package-info.java what the package owns and what it refuses to know")
                    .content()
                    .contains("/**", "efuses");
        }
    }

    private static boolean tooLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > LINES_PER_FILE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
