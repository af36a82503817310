package dev.evenkeel.runbook.text;

import java.util.List;
import java.util.stream.Collectors;

/** A runbook cannot be run as it is written. Nothing was started or changed. The message has one line per problem. */
public final class RunbookRefused extends RuntimeException {
    private final List<Problem> problems;

    public RunbookRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
