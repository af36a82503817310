package dev.evenkeel.aws;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TrafficSwitch.NotMoved;
import dev.evenkeel.mariadb.Endpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The servers' addresses as others reach them, and as this machine does, which may be through a tunnel that leads nobody else
 * anywhere. Looked up each time: a step may create a server.
 *
 * @param now what others use, by what this machine uses
 */
record Addresses(Supplier<Map<Endpoint, Endpoint>> now) {
    Addresses(Map<Endpoint, Endpoint> byOwn) {
        this(() -> byOwn);
    }

    static Addresses of(Servers servers) {
        return new Addresses(() -> {
            Map<Endpoint, Endpoint> byOwn = new LinkedHashMap<>();
            Arrays.stream(Role.values())
                    .filter(servers::there)
                    .forEach(role -> byOwn.put(servers.master(role).endpoint(), servers.reachedByOthers(role)));
            return byOwn;
        });
    }

    Map<Endpoint, Endpoint> byOwn() {
        return now.get();
    }

    /** @throws NotMoved where it is not a server of the run */
    Endpoint forOthers(Endpoint own) {
        return Optional.ofNullable(byOwn().get(own))
                .orElseThrow(() -> new NotMoved("the application was to be moved to " + own
                        + ", which is not a server of this run, so the address that others use is not known"));
    }

    /** What this machine uses for an address of others; the address itself where it is not a server of the run. */
    Endpoint own(Endpoint others) {
        return byOwn().entrySet().stream()
                .filter(each -> same(each.getValue(), others))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(others);
    }

    /** The port of a server that is known by its name alone. */
    Optional<Integer> port(String host) {
        return byOwn().values().stream()
                .filter(each -> bare(each.host()).equals(bare(host)))
                .map(Endpoint::port)
                .findFirst();
    }

    private static boolean same(Endpoint one, Endpoint other) {
        return bare(one.host()).equals(bare(other.host())) && one.port() == other.port();
    }

    /** Names are equal whatever their case, and with or without the dot that ends them. */
    static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
