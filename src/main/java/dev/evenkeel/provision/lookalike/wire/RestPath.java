package dev.evenkeel.provision.lookalike.wire;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which operation of Route 53 a method and a path mean.
 *
 * @param values what the path and the query give, by the model's names
 */
record RestPath(String operation, Map<String, String> values) {
    static final String PREFIX = "/2013-04-01/";

    private record Route(String method, Pattern path, String operation) {
        Route(String method, String path, String operation) {
            this(method, Pattern.compile(PREFIX + path), operation);
        }
    }

    private static final List<Route> ROUTES = List.of(
            new Route("POST", "hostedzone/([^/]+)/rrset/?", "ChangeResourceRecordSets"),
            new Route("GET", "hostedzone/([^/]+)/rrset/?", "ListResourceRecordSets"),
            new Route("GET", "hostedzone/([^/]+)/?", "GetHostedZone"),
            new Route("GET", "change/([^/]+)/?", "GetChange"));

    static Optional<RestPath> of(String method, URI uri) {
        for (Route route : ROUTES) {
            Matcher matcher = route.path().matcher(uri.getPath());
            if (route.method().equals(method) && matcher.matches()) {
                Map<String, String> values = new HashMap<>();
                GivenQuery.of(Optional.ofNullable(uri.getRawQuery()).orElse(""))
                        .form()
                        .forEach(values::put);
                values.put("Id", matcher.group(1));
                return Optional.of(new RestPath(route.operation(), values));
            }
        }
        return Optional.empty();
    }
}
