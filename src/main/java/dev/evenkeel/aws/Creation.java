package dev.evenkeel.aws;

import java.util.Map;
import java.util.Optional;

/**
 * How an instance is created by a step of a runbook.
 *
 * @param type the instance class
 * @param storage in GiB; empty for as much as the source has
 * @param version of the engine; empty for the source's
 * @param key the KMS key; empty for the account's own for RDS
 * @param parameters what its parameter group sets
 * @param blueGreen as green of a Blue/Green deployment, which has the name that the profile gives the instance
 */
public record Creation(
        String type,
        Optional<Integer> storage,
        Optional<String> version,
        Optional<String> key,
        Map<String, String> parameters,
        boolean blueGreen) {
    /** By a call of its own. */
    public Creation(
            String type,
            Optional<Integer> storage,
            Optional<String> version,
            Optional<String> key,
            Map<String, String> parameters) {
        this(type, storage, version, key, parameters, false);
    }

    public Creation {
        parameters = Map.copyOf(parameters);
    }
}
