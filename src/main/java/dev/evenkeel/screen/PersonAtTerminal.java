package dev.evenkeel.screen;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Journal;
import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Asks whoever started the run, where that was from a terminal. */
public record PersonAtTerminal(Journal journal, Screen screen, Optional<Console> console) implements Operator {
    /** The person at the terminal of this process; nobody where it has none. */
    public static PersonAtTerminal of(Journal journal, Screen screen) {
        return new PersonAtTerminal(journal, screen, Optional.ofNullable(System.console()));
    }

    @Override
    public void note(String sentence) {
        new Remark.Note(sentence).enter(journal);
    }

    @Override
    public Optional<String> ask(List<String> lines, Duration limit) {
        if (console.isEmpty()) {
            return Optional.empty();
        }
        lines.forEach(screen::say);
        BlockingQueue<Optional<String>> answer = new LinkedBlockingQueue<>();
        // Reading cannot be given up, so the thread that reads is left to the end of the process.
        Thread reader =
                new Thread(() -> answer.add(Optional.ofNullable(console.get().readLine())), "answer");
        reader.setDaemon(true);
        reader.start();
        try {
            return Optional.ofNullable(answer.poll(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .flatMap(line -> line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
