package dev.evenkeel.aws;

import dev.evenkeel.mariadb.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * As whom, where and in which account calls are made.
 *
 * @param account the one that everything must be in; empty where the profile does not say
 * @param role the ARN of a role to assume; empty for the credentials as they are found
 * @param endpoint of all services in place of their own; for what stands in for them
 * @param resolvers name servers beside those of a profile; of what stands in for Route 53
 * @param keys credentials in place of those that the SDK finds in the environment, the shared files or the machine's role
 */
public record Access(
        String region,
        Optional<String> account,
        Optional<String> role,
        Optional<URI> endpoint,
        List<Endpoint> resolvers,
        Optional<Keys> keys) {
    public Access {
        resolvers = List.copyOf(resolvers);
    }

    /** Credentials of what stands in for the services, which protect nothing. */
    public record Keys(String accessKey, String secretKey) {}

    /** Of a stand-in on this machine. */
    public static Access local(URI endpoint, String region, String account, String accessKey) {
        return local(endpoint, List.of(), region, account, accessKey);
    }

    /** The same, with name servers that know the stand-in's records. */
    public static Access local(
            URI endpoint, List<Endpoint> resolvers, String region, String account, String accessKey) {
        return new Access(
                region,
                Optional.of(account),
                Optional.empty(),
                Optional.of(endpoint),
                resolvers,
                Optional.of(new Keys(accessKey, "not-checked")));
    }
}
