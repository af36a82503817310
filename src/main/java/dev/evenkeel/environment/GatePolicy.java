package dev.evenkeel.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who must say yes at a gate. A gate that the profile does not name is one that asks: {@link #ASK}.
 *
 * @param automatic it opens at once, by the rehearsal itself; never on servers that somebody depends on
 * @param approve how many different people must approve by their signature
 * @param signers the allowed_signers file of ssh-keygen(1) that names people and their keys; without one, only a person at
 *     the terminal of the run can answer
 * @param of the people whose answer counts; empty for everybody in the file
 * @param notTheStarter whoever started the run cannot approve
 * @param expires how long an approval is good for, counted from when it was given
 * @param proofYoungerThan how old the last complete proof may be when the gate opens
 * @param ticket the regular expression that the whole ticket of each approval must match
 * @param command a program that is asked too, with its arguments; exit code 0 is its yes
 */
public record GatePolicy(
        boolean automatic,
        int approve,
        Optional<Path> signers,
        List<String> of,
        boolean notTheStarter,
        Duration expires,
        Optional<Duration> proofYoungerThan,
        Optional<String> ticket,
        List<String> command) {
    public static final Duration EXPIRES = Duration.ofHours(1);

    /** Answered at once, by the rehearsal itself. */
    public static final GatePolicy AUTOMATIC = new GatePolicy(
            true, 0, Optional.empty(), List.of(), false, EXPIRES, Optional.empty(), Optional.empty(), List.of());

    /** Answered by one person, at the terminal of the run. */
    public static final GatePolicy ASK = new GatePolicy(
            false, 1, Optional.empty(), List.of(), false, EXPIRES, Optional.empty(), Optional.empty(), List.of());

    public GatePolicy {
        of = List.copyOf(of);
        command = List.copyOf(command);
    }

    /** Only a person at the run's own terminal can answer: nobody's signature is asked for, and no program. */
    public boolean atTerminal() {
        return !automatic && signers.isEmpty() && command.isEmpty();
    }
}
