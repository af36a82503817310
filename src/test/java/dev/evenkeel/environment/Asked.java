package dev.evenkeel.environment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A person at a terminal who gives answers that were decided before, and remembers what was shown and noted. */
public final class Asked implements Operator {
    /** Nobody is there. */
    public static final Operator NOBODY = new Asked(Optional.empty());

    private final Optional<String> answer;
    private final List<String> shown = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Asked(Optional<String> answer) {
        this.answer = answer;
    }

    public static Asked whoAnswers(String answer) {
        return new Asked(Optional.of(answer));
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    @Override
    public Optional<String> ask(List<String> lines, Duration limit) {
        shown.addAll(lines);
        return answer;
    }

    public List<String> shown() {
        return List.copyOf(shown);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
