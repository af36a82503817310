package dev.evenkeel.run.control;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.event.ControlEvent.Control;
import dev.evenkeel.event.ControlEvent.ControlAction;
import dev.evenkeel.event.ControlEvent.ControlState;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a process that carries out a run, and waits for what it says to that in its journal. */
public record Asking(Path folder, Clock clock, Duration patience) {
    private static final Duration PACE = Duration.ofMillis(100);

    /**
     * @param by who asks, and on which machine
     * @param why may be empty
     * @return what became of it; empty where the process has not said anything in time, and the request was taken back
     */
    public Optional<Control> ask(ControlAction action, String by, String why) {
        List<Entry> before = JournalReader.read(folder);
        long last = before.isEmpty() ? 0 : before.get(before.size() - 1).seq();
        ControlRequest request = new ControlRequest(
                folder.getFileName().toString(), RunningProcess.of(before), action, by, why, clock.instant());
        Path file = request.write(folder);
        try {
            new Await(Observer.NONE, PACE)
                    .until(
                            "the run answers",
                            "an entry in its journal",
                            patience,
                            () -> new Await.Look(
                                    "nothing yet", answer(action, by, last).isPresent() || !Journal.isInUse(folder)));
        } catch (GaveUp e) {
            // What it has said by now is looked at once more.
        }
        takeBack(file);
        return answer(action, by, last);
    }

    private Optional<Control> answer(ControlAction action, String by, long after) {
        return Numbered.in(JournalReader.read(folder), Control.class)
                .filter(said -> said.seq() > after)
                .map(Numbered::event)
                .filter(said -> said.action() == action && said.by().equals(by))
                .filter(said -> said.state() != ControlState.HELD && said.state() != ControlState.RELEASED)
                .findFirst();
    }

    private static void takeBack(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the request " + file + " cannot be taken back: " + e, e);
        }
    }
}
