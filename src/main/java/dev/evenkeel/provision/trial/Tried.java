package dev.evenkeel.provision.trial;

import dev.evenkeel.environment.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a fence did on one server.
 *
 * @param micros of each round, by share, in the order of their size; a share that the fence has not is left out
 * @param refused why it could not be tried, or not to the end
 * @param leaked what showed that it does not keep writers out
 * @param left statements that remove what could not be removed
 */
public record Tried(
        Role role,
        String endpoint,
        String version,
        int rounds,
        Map<Share, List<Long>> micros,
        Optional<String> refused,
        Optional<String> leaked,
        List<String> left) {
    private static final double HUNDRED = 100;

    public Tried {
        micros = Map.copyOf(micros);
        left = List.copyOf(left);
    }

    /** So many of a hundred rounds took no longer, in microseconds; empty where no round ended. */
    public Optional<Long> percentile(Share share, int percent) {
        List<Long> all = micros.getOrDefault(share, List.of());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get((int) Math.ceil(percent / HUNDRED * all.size()) - 1));
    }
}
