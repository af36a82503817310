package dev.evenkeel.environment;

import java.time.Duration;
import java.util.Optional;

/**
 * A call to the control plane.
 *
 * @param service as its endpoint is called: rds, kms, …
 * @param about what it asks about or changes, without any secret
 * @param took empty where it is about to be sent: a call that changes something is reported before and after
 * @param requestId as the service gave it; the key to its own log
 * @param status of HTTP
 * @param error the service's code and message where it refused
 */
public record ApiCall(
        String service,
        String operation,
        String about,
        Optional<Duration> took,
        Optional<String> requestId,
        Optional<Integer> status,
        Optional<String> error) {}
