package dev.evenkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the word list of CONTRIBUTING over everything that a person reads: features, pages, and the texts and comments of the
 * program. A pattern sees words and no meaning, so what it lets pass is not good for that reason alone.
 */
class PlainWordsTest {
    /** What is not to be written, and what to write. */
    private static final Map<Pattern, String> LIST = Map.ofEntries(
            say("(?<!`)\\banew\\b(?!`|; | nothing)", "again"),
            say(", for one\\b(?! of\\b| that\\b| after\\b)", "for example"),
            say("\\bbut for\\b", "except for"),
            say("(?<![{@#\\w])\\bmend(?:s|ed|ing)?\\b", "fix, repair"),
            say("\\b(?:to|can) be had\\b", "available"),
            say(
                    "(?<!there )(?<!answer )\\b(?:is|was) (?-i:no) "
                            + "(?!longer|more|matter|such|use|way|room|need|other|better|point|one\\b|doubt|further)[a-z]",
                    "is not a"),
            say(
                    "(?<!far )\\bbehind (?:it\\b|them\\b|both\\b|what\\b|which\\b|an? (?:position|place|bound|key)"
                            + "|the (?:position|place|point|end|first|last|second|number|name|rows))",
                    "after"),
            say("\\bis told (?:of )?(?:every|each|how|what)\\b", "receives"),
            say("\\bc(?:an|ould) ?not be told\\b", "is not known, could not be decided"),
            say("(?<!\\w)(?:go|goes|went|gone) on\\b(?! (?:and|strike))", "continue"),
            say("(?<!-)\\bstands?\\b(?!-)(?! (?:for|in for|out|up|by)\\b)", "is, is listed; pause; does not change"),
            say("\\bthe while\\b|\\bwhat so ever\\b|\\bceremony\\b", "meanwhile; by force"));

    private static final Pattern JAVA = Pattern.compile(
            "\"\"\"(?:.|\\R)*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])'|/\\*(?:.|\\R)*?\\*/|//[^\\n]*");

    @Test
    void no_text_uses_what_the_word_list_replaces() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            for (String text : texts(file)) {
                found.addAll(against(file, text));
            }
        }
        assertThat(found).as("see the word list in CONTRIBUTING.md").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it is opened anew | 1",
                "a type, for one decimal | 1",
                "the same but for its residue | 1",
                "mend its replication first | 1",
                "x.sql is no folder | 1",
                "there is no folder | 0",
                "it is no longer there | 0",
                "what changed behind the position | 1",
                "the replica is behind | 0",
                "where it leads cannot be told | 1",
                "the run goes on | 1",
                "the reason stands beside it | 1",
                "a stand-in that stands in for RDS | 0",
                "@param anew; nothing else | 0"
            })
    void the_patterns_see_the_kind(String text, int hits) {
        assertThat(against(Path.of("a text"), text)).hasSize(hits);
    }

    private static List<String> against(Path file, String text) {
        String line = text.replaceAll("\\s+(?:\\* )?", " ");
        return LIST.entrySet().stream()
                .flatMap(each -> each.getKey()
                        .matcher(line)
                        .results()
                        .map(hit -> file + ": \"" + around(line, hit) + "\"; say " + each.getValue()))
                .toList();
    }

    private static String around(String line, MatchResult hit) {
        return line.substring(Math.max(0, hit.start() - 40), Math.min(line.length(), hit.end() + 30));
    }

    /** Of the program its texts and comments; of a page all of it, except the word list itself. */
    private static List<String> texts(Path file) throws IOException {
        String whole = Files.readString(file);
        if (file.toString().endsWith(".java")) {
            return JAVA.matcher(whole)
                    .results()
                    .map(MatchResult::group)
                    .filter(text -> text.contains(" "))
                    .toList();
        }
        int list = file.endsWith("CONTRIBUTING.md") ? whole.indexOf("\n## Words\n") : -1;
        return List.of(list < 0 ? whole : whole.substring(0, list));
    }

    private static List<Path> files() throws IOException {
        List<Path> files =
                new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md")));
        for (String folder : List.of("src/main/java", "docs", "features", "environments")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(file -> file.toString().matches(".*\\.(java|md|feature|yaml)"))
                        .sorted()
                        .forEach(files::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return files;
    }

    private static Map.Entry<Pattern, String> say(String not, String instead) {
        return Map.entry(Pattern.compile(not, Pattern.CASE_INSENSITIVE), instead);
    }
}
