package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real bash, asked what it would complete. */
class CompletionCommandTest {
    @TempDir
    private Path folder;

    @Test
    void bash_completes_every_command_and_every_option_of_each() throws IOException, InterruptedException {
        CommandLine main = new CommandLine(Main.class);

        assertThat(completed("")).containsAll(main.getSubcommands().keySet());
        assertThat(completed("app")).containsExactly("approve");
        for (var command : main.getSubcommands().entrySet()) {
            List<String> options = command.getValue().getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .map(option -> option.longestName())
                    .toList();
            assertThat(completed(command.getKey(), "--"))
                    .as(command.getKey())
                    .isNotEmpty()
                    .containsAll(options);
        }
        assertThat(completed("approve", "--ga")).containsExactly("--gate");
    }

    @Test
    void another_shell_is_refused_by_name() {
        Captured said = Captured.run("completion", "fish").orderly();

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("fish", "BASH, ZSH");
    }

    @Test
    void zsh_is_given_what_lets_it_read_the_script_of_bash() {
        assertThat(Captured.run("completion", "zsh").orderly().out())
                .startsWith("autoload -U +X compinit && compinit\n")
                .contains("bashcompinit");
    }

    private List<String> completed(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        if (!Files.exists(script)) {
            Files.writeString(
                    script, Captured.run("completion", "bash").orderly().out());
        }
        List<String> line = new ArrayList<>(List.of("evenkeel"));
        line.addAll(List.of(words));
        StringBuilder ask = new StringBuilder(
                // Only readline itself may ask for it.
                "compopt() { :; }\nsource " + script + "\nCOMP_WORDS=(");
        line.forEach(word -> ask.append("'").append(word).append("' "));
        ask.append(")\nCOMP_CWORD=" + (line.size() - 1)
                        + "\nCOMP_LINE=\"${COMP_WORDS[*]}\"\nCOMP_POINT=${#COMP_LINE}\n")
                .append("how=$(complete -p evenkeel)\n[[ $how =~ -F\\ ([^ ]+) ]]\n\"${BASH_REMATCH[1]}\" evenkeel\n")
                .append("printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Process bash = new ProcessBuilder("bash", "--norc", "--noprofile", "-c", ask.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
    }
}
