package dev.evenkeel.cli.operate;

import dev.evenkeel.approval.Answer;
import dev.evenkeel.cli.options.AnswerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reject",
        description =
                "Say no at a gate of a run, signed by your SSH key. One no of whoever may answer ends the run: what had"
                        + " begun is undone.",
        mixinStandardHelpOptions = true)
public final class RejectCommand implements Callable<Integer> {
    @Mixin
    private AnswerOptions options = new AnswerOptions();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Override
    public Integer call() {
        return options.answer(Answer.Word.REJECT, "", reason);
    }
}
