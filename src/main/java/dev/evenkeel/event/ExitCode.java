package dev.evenkeel.event;

import java.util.Arrays;
import java.util.Optional;

/** How a command ended, for scripts: the process exit codes. Numbers never change their meaning. */
public enum ExitCode implements Word {
    DONE(0, "done and proved"),
    BUG(1, "evenkeel itself failed; the journal shows how far it came"),
    USAGE(2, "the command line, the profile, the runbook or a server is not as needed; nothing was changed"),
    NOT_PROVED(3, "differences, or a comparison without a result; the source serves, nothing is left to undo"),
    UNDONE(4, "failed, undone and verified; the source serves"),
    UNDO_INCOMPLETE(5, "failed, and undoing failed too; a person is needed now"),
    PAST_NO_RETURN(6, "failed after the point of no return; nothing was undone, a person is needed now"),
    SUSPENDED(7, "waiting at a gate for a person's answer"),
    REJECTED(8, "rejected at a gate and undone; the source serves"),
    LOCKED(9, "another run holds the lock; nothing was touched"),
    PLAN_STALE(10, "the plan is stale or its rehearsal is missing; nothing was touched"),
    INTERRUPTED(11, "interrupted or in doubt; resumable"),
    NOTHING_EXECUTED(12, "nothing was executed");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The name, as the journal keeps it. */
    @Override
    public String word() {
        return name();
    }

    public int number() {
        return number;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    public static Optional<ExitCode> ofNumber(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }
}
