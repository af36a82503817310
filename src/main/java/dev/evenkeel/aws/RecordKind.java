package dev.evenkeel.aws;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.SwitchKind;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A record of Route 53, by which the application finds its server. */
public final class RecordKind implements SwitchKind {
    private static final Duration USUAL_TTL = Duration.ofSeconds(60);
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(3);
    private static final String A_TIME = "a time such as 500ms, 30s, 5m or 1h";

    /** What a record says of a server. */
    enum Type {
        /** Its name. The port is the application's affair, so it must be the same everywhere. */
        CNAME,
        /** Its name and its port, for applications that look for a service. */
        SRV
    }

    @Override
    public String name() {
        return "route53";
    }

    @Override
    public Traffic read(YamlMap application) {
        List<Endpoint> resolvers = new ArrayList<>();
        for (String text : application.textOrTexts("resolvers")) {
            try {
                resolvers.add(Endpoint.parse(text));
            } catch (IllegalArgumentException e) {
                application.problem(
                        "resolvers",
                        application.name("resolvers") + " has '" + text + "', must be host:port, for example"
                                + " 10.0.0.2:53");
            }
        }
        return new Chosen(
                application.required("zone", "Z0123456789ABCDEFGHIJ, the id of the hosted zone"),
                application.required("record", "db.shop.example.com"),
                application
                        .value("type", text -> Type.valueOf(text.toUpperCase(Locale.ROOT)), "CNAME or SRV")
                        .orElse(Type.CNAME),
                application.value("ttl", ProfileValues::duration, A_TIME).orElse(USUAL_TTL),
                resolvers,
                application.value("timeout", ProfileValues::duration, A_TIME).orElse(USUAL_LIMIT));
    }

    /**
     * A record that a profile names.
     *
     * @param zone the id of the hosted zone
     * @param ttl the longest time that resolvers may keep the record
     * @param resolvers those that the application asks, where they can be asked from here
     * @param limit how long Route 53 and the resolvers may take
     */
    public record Chosen(String zone, String record, Type type, Duration ttl, List<Endpoint> resolvers, Duration limit)
            implements Traffic {
        public Chosen {
            resolvers = List.copyOf(resolvers);
        }

        @Override
        public Set<String> apiActions() {
            return Set.of("route53:ChangeResourceRecordSets", "route53:GetChange", "route53:ListResourceRecordSets");
        }

        @Override
        public TrafficSwitch open(Path folder, Operator operator) {
            throw Plane.needed("switch: route53");
        }

        @Override
        public TrafficSwitch open(Path folder, Operator operator, Servers servers) {
            return new RecordSwitch(this, Plane.of(servers, "switch: route53"), Addresses.of(servers), operator);
        }

        @Override
        public String toString() {
            return "record " + record;
        }
    }
}
