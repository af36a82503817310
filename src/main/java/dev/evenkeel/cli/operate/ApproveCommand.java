package dev.evenkeel.cli.operate;

import dev.evenkeel.approval.Answer;
import dev.evenkeel.cli.options.AnswerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "approve",
        description = "Say yes at a gate of a run, signed by your SSH key. It counts if the profile names you.",
        mixinStandardHelpOptions = true)
public final class ApproveCommand implements Callable<Integer> {
    @Mixin
    private AnswerOptions options = new AnswerOptions();

    @Option(names = "--ticket", paramLabel = "ID", description = "The change ticket, where the profile asks for one.")
    private String ticket = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "What the report shall say beside your name.")
    private String reason = "";

    @Override
    public Integer call() {
        return options.answer(Answer.Word.APPROVE, ticket, reason);
    }
}
