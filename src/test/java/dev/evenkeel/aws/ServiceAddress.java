package dev.evenkeel.aws;

import dev.evenkeel.environment.Servers;
import java.net.URI;
import java.util.List;

/** Where the services of opened instances are, so that another process can be told. */
public final class ServiceAddress {
    private ServiceAddress() {}

    /** Of a stand-in on this machine. */
    public static URI of(Servers servers) {
        return Plane.of(servers, "a test")
                .secrets()
                .serviceClientConfiguration()
                .endpointOverride()
                .orElseThrow();
    }

    /** The name servers that know its records, as a profile has them. */
    public static List<String> resolvers(Servers servers) {
        return Plane.of(servers, "a test").resolvers().stream()
                .map(Object::toString)
                .toList();
    }
}
