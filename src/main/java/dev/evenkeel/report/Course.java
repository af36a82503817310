package dev.evenkeel.report;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Kind;
import java.util.ArrayList;
import java.util.List;

/** The order that the entries of a run have: it begins, something happens, it ends; and so again when it is resumed. */
final class Course {
    private Kind last;
    private long entries;
    private boolean afterEnd;
    private boolean noBeginning;

    void take(Kind kind) {
        entries++;
        noBeginning |= entries == 1 && kind != Kind.RUN_STARTED;
        afterEnd |= last == Kind.RUN_ENDED && kind != Kind.RUN_STARTED;
        last = kind;
    }

    boolean ended() {
        return last == Kind.RUN_ENDED;
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
