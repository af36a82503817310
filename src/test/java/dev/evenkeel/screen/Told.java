package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;

/** Entries as a run writes them, without the chain, which no screen looks at. */
final class Told {
    private final Clock clock;
    private long seq;

    Told(Clock clock) {
        this.clock = clock;
    }

    Entry runStarted(long budgetMillis) {
        return entry(
                "RUN_STARTED",
                Map.of(
                        "runId",
                        "r-1",
                        "command",
                        "rehearse",
                        "runbook",
                        Map.of("file", "features/encrypt-at-rest.feature"),
                        "environment",
                        Map.of("name", "embedded"),
                        "budgetMillis",
                        budgetMillis));
    }

    Entry planned(int index, String name, boolean undo, int steps) {
        return entry(
                "PHASE_PLANNED",
                Map.of(
                        "index",
                        index,
                        "id",
                        name,
                        "name",
                        name,
                        "undo",
                        undo,
                        "steps",
                        Collections.nCopies(steps, "a step")));
    }

    Entry started(String phase) {
        return entry("PHASE_STARTED", Map.of("id", phase));
    }

    Entry intended(String phase, int index, String text) {
        return entry("STEP_INTENDED", Map.of("phase", phase, "index", index, "text", text));
    }

    Entry ended(String phase, int index, String text, String outcome, String error) {
        return entry(
                "STEP_ENDED",
                Map.of(
                        "phase", phase, "index", index, "text", text, "outcome", outcome, "millis", 1234, "error",
                        error));
    }

    Entry notShown(String phase, int index, String text, String reason) {
        return entry(
                "STEP_ENDED",
                Map.of(
                        "phase",
                        phase,
                        "index",
                        index,
                        "text",
                        text,
                        "outcome",
                        "not shown",
                        "millis",
                        1234,
                        "reason",
                        reason));
    }

    Entry phaseEnded(String phase, String outcome, String reason) {
        return entry("PHASE_ENDED", Map.of("id", phase, "outcome", outcome, "millis", 4321, "reason", reason));
    }

    Entry frozen() {
        return entry(
                "COORDINATES",
                Map.of(
                        "which",
                        "frozen",
                        "role",
                        "source",
                        "file",
                        "mysql-bin-changelog.000003",
                        "position",
                        45,
                        "gtid",
                        "0-1-9"));
    }

    Entry entry(String kind, Map<String, Object> data) {
        return new Entry(++seq, clock.instant(), kind, data, "", "");
    }
}
