package dev.evenkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the documents to the code where they repeat it, and their links to what is there. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    @Test
    void the_readme_lists_the_exit_codes_as_the_program_does() throws IOException {
        List<String> expected = Arrays.stream(ExitCode.values())
                .map(code -> "| " + code.number() + " | " + code.meaning() + " |")
                .toList();

        assertThat(section("Exit codes").filter(line -> line.matches("\\| \\d+ \\|.*")))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void every_test_that_holds_a_protection_is_there() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        List<String> named = Pattern.compile("`(\\w+Test)`")
                .matcher(Files.readString(Path.of("docs/security.md")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(tests);
    }

    /** A tag can be moved to other code, a commit cannot. */
    @Test
    void workflows_name_every_action_by_its_commit() throws IOException {
        List<String> actions = new ArrayList<>();
        for (String folder : List.of(".github/workflows", "docs/examples")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    Files.readAllLines(file).stream()
                            .filter(line -> line.matches("[ -]*uses:.*"))
                            .map(line -> file + ": " + line.strip())
                            .forEach(actions::add);
                }
            }
        }
        assertThat(actions)
                .hasSizeGreaterThan(5)
                .allMatch(action -> action.matches(".*uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @TestFactory
    Stream<DynamicTest> links_point_to_something() throws IOException {
        return documents().stream()
                .map(document -> DynamicTest.dynamicTest(
                        document.toString(), () -> assertThat(broken(document)).isEmpty()));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "SECURITY.md",
                                            "CHANGELOG.md",
                                            "reports/README.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static List<String> broken(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(withoutCode(document));
        while (links.find()) {
            String link = links.group(1);
            if (!link.matches("[a-z]+:.*") && !exists(document, link)) {
                broken.add(link);
            }
        }
        return broken;
    }

    private static boolean exists(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** The headings as a link names them: small letters, hyphens for spaces, no other signs. */
    private static Set<String> anchors(Path file) throws IOException {
        return withoutCode(file)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
    }

    private static Stream<String> section(String heading) throws IOException {
        return Files.readString(Path.of("README.md"))
                .lines()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "));
    }
}
