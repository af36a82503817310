package dev.evenkeel.aws;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import java.util.Optional;

/**
 * What a profile says of an instance.
 *
 * @param instance its identifier
 * @param resource its resource id, which no rename moves; empty where the profile does not say
 * @param user the account that the runbook runs as, RDS's master user for example
 * @param login the account with its password, where that is kept in the environment or a file
 * @param secret where Secrets Manager keeps it otherwise
 * @param creation how a step of the runbook creates it; empty where it is there
 * @param address where this machine reaches it, a tunnel for example; empty for the instance's own endpoint
 */
public record RdsSpec(
        String instance,
        Optional<String> resource,
        String user,
        Optional<Login> login,
        Optional<String> secret,
        Optional<Endpoint> address,
        Optional<Creation> creation) {
    /** Of an instance that is there. */
    public RdsSpec(
            String instance,
            Optional<String> resource,
            String user,
            Optional<Login> login,
            Optional<String> secret,
            Optional<Endpoint> address) {
        this(instance, resource, user, login, secret, address, Optional.empty());
    }
}
