package dev.evenkeel.approval;

import java.time.Instant;
import java.util.Optional;

/**
 * What an answer is judged by besides itself.
 *
 * @param starter who started the run
 * @param proof when the last complete proof was; empty where there is none
 * @param command what the policy's program answered; empty where it was not asked
 */
record Circumstances(Instant now, Starter starter, Optional<Instant> proof, Optional<CommandAnswer> command) {}
