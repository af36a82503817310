package dev.evenkeel.runbook;

import dev.evenkeel.event.ExitCode;
import java.util.Optional;

/**
 * How the phases of a run ended.
 *
 * @param summary one sentence
 * @param failedPhase the phase that halted the run
 * @param pastNoReturn whether an irreversible step had at least begun
 */
public record Outcome(ExitCode code, String summary, Optional<String> failedPhase, boolean pastNoReturn) {}
