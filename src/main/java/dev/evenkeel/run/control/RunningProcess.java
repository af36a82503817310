package dev.evenkeel.run.control;

import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import java.util.List;

/** Which of a run's processes is the last one, by the number of the entry with which it began. */
public final class RunningProcess {
    private RunningProcess() {}

    /** 0 where none has begun. */
    public static long of(List<Entry> entries) {
        return Numbered.in(entries, RunEvent.Started.class)
                .mapToLong(Numbered::seq)
                .max()
                .orElse(0);
    }
}
