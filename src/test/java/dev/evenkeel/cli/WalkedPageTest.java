package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.cli.WalkedPage.NewFile;
import dev.evenkeel.cli.WalkedPage.Prints;
import dev.evenkeel.cli.WalkedPage.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page cannot pass for tested where it is not. */
class WalkedPageTest {
    private static final Path PAGE = Path.of("day.md");

    @Test
    void says_what_each_block_is() {
        assertThat(blocks("""
                        Write it:

                        <!-- file: a.yaml -->
                        ```yaml
                        kind: servers
                        ```
                        <!-- run -->
                        ```sh
                        ls
                        ```
                        <!-- run: exit 3 -->
                        ```sh
                        ls \\
                          none
                        ```
                        <!-- prints -->
                        ```text
                        no …
                        ```
                        """))
                .containsExactly(
                        new NewFile(5, "kind: servers\n", "a.yaml"),
                        new Run(9, "ls\n", 0),
                        new Run(13, "ls \\\n  none\n", 3),
                        new Prints(18, "no …\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```sh\nls\n```",
                "  ```sh\n  ls\n  ```",
                "<!-- run: exit -->\n```sh\nls\n```",
                "<!-- runs -->\n```sh\nls\n```",
                "<!-- run -->\n\n```sh\nls\n```",
                "<!-- run -->\n```sh\nls\n",
                "<!-- run -->"
            })
    void is_refused_where_a_block_would_not_be_tested(String page) {
        assertThatThrownBy(() -> blocks(page))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("day.md:[12] .*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a;b            | a;x;b;y",
                "took … s       | took 0.1 s",
                "…: as it was   | /a/b: as it was",
                "a (b) [c] \\E. | a (b) [c] \\E."
            })
    void what_was_printed_is_found(String printed, String output) {
        assertThat(missing(printed, output)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b;a      | a;b       | a",
                "a;a      | a         | a",
                "a        | a b       | a",
                "a        | b a       | a",
                "took … s | took  s   | took … s",
                "a.c      | abc       | a.c",
                "a … b    | a 1;2 b   | a … b"
            })
    void what_was_not_printed_is_named(String printed, String output, String missing) {
        assertThat(missing(printed, output)).containsExactly(missing);
    }

    private static List<WalkedPage.Block> blocks(String page) {
        return WalkedPage.blocks(PAGE, page.lines().toList());
    }

    private static List<String> missing(String printed, String output) {
        return WalkedPage.missing(printed.replace(';', '\n'), output.replace(';', '\n'));
    }
}
