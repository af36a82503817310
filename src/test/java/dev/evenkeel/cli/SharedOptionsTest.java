package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.options.ScreenOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What commands share is an option of each of them. */
class SharedOptionsTest {
    private final CommandLine line = new CommandLine(Main.class);

    @Test
    void every_command_takes_the_options_of_the_screen() {
        line.getSubcommands().forEach((name, command) -> assertThat(
                        command.getCommandSpec().optionsMap().keySet())
                .as(name)
                .contains("--json", "--quiet", "-q", "--no-color", "--help"));
    }

    @Test
    void every_command_about_runs_says_where_they_are() {
        for (String name : List.of("rehearse", "verify", "matrix", "report", "audit")) {
            assertThat(line.getSubcommands().get(name).getCommandSpec().optionsMap())
                    .as(name)
                    .containsKey("--reports");
        }
    }

    @Test
    void a_matrix_shows_failures_only_of_its_runs_unless_it_is_told_otherwise() {
        assertThat(parsed().quietly().quiet()).isTrue();
        assertThat(parsed("--no-color").quietly().quiet()).isTrue();

        ScreenOptions forPrograms = parsed("--json").quietly();

        assertThat(forPrograms.json()).isTrue();
        assertThat(forPrograms.quiet()).isFalse();
    }

    private static ScreenOptions parsed(String... options) {
        ScreenOptions parsed = new ScreenOptions();
        new CommandLine(CommandSpec.forAnnotatedObject(parsed)).parseArgs(options);
        return parsed;
    }
}
