package dev.evenkeel.cli;

import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.screen.Output;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Print what lets a shell complete commands and options.",
            "bash: source <(evenkeel completion bash)",
            "zsh: source <(evenkeel completion zsh)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    /** Shells that the script is for: zsh reads that of bash by its own bashcompinit, which the script asks for. */
    private enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell;

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String script = AutoComplete.bash("evenkeel", spec.root().commandLine());
        if (shell == Shell.ZSH) {
            script = "autoload -U +X compinit && compinit\n" + script;
        }
        if (screenOptions.json()) {
            Output.json(java.util.Map.of("shell", shell.name().toLowerCase(java.util.Locale.ROOT), "script", script));
        } else {
            script.lines().forEach(Output::line);
        }
        return ExitCode.DONE.number();
    }
}
