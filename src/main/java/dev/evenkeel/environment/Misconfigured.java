package dev.evenkeel.environment;

import java.util.List;

/** The user's input cannot be worked with; nothing was started or changed. Holds every problem found, not the first. */
public final class Misconfigured extends RuntimeException {
    private final transient List<String> problems;

    public Misconfigured(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public Misconfigured(String problem) {
        this(List.of(problem));
    }

    public List<String> problems() {
        return problems;
    }
}
