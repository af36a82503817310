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
 */
public record Creation(
        String type,
        Optional<Integer> storage,
        Optional<String> version,
        Optional<String> key,
        Map<String, String> parameters) {
    public Creation {
        parameters = Map.copyOf(parameters);
    }
}
