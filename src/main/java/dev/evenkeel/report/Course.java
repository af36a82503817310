package dev.evenkeel.report;

import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/** The order that the entries of a run have: it begins, something happens, it ends; and so again when it is resumed. */
final class Course {
    private static final String BEGINNING = EventCodec.kind(RunEvent.Started.class);
    private static final String END = EventCodec.kind(RunEvent.Ended.class);

    private String last = "";
    private long entries;
    private boolean afterEnd;
    private boolean noBeginning;

    void take(String kind) {
        entries++;
        noBeginning |= entries == 1 && !kind.equals(BEGINNING);
        afterEnd |= last.equals(END) && !kind.equals(BEGINNING);
        last = kind;
    }

    boolean ended() {
        return last.equals(END);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (noBeginning) {
            problems.add(Journal.FILE + ": its first entry is not the beginning of a run");
        }
        if (afterEnd) {
            problems.add(Journal.FILE + ": entries follow the end of the run, and none of them begins it again");
        }
        return problems;
    }
}
