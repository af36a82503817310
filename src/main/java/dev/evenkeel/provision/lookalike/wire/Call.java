package dev.evenkeel.provision.lookalike.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One request: which operation of which service, asked by whom, and in which form its answer goes.
 *
 * @param service rds, sts, kms, secretsmanager, route53 or cloudwatch
 * @param accessKey empty where the request is not signed
 */
public record Call(String service, String operation, Optional<String> accessKey, Given given, Form form) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/,\\s]+)/[^/]*/[^/]*/([^/]+)/aws4_request");
    private static final Map<String, String> TARGETS =
            Map.of("TrentService", "kms", "secretsmanager", "secretsmanager");

    /** Of Smithy's protocol "RPC v2 CBOR": which service, by the name that its model has, and which operation. */
    private static final Pattern CBOR_PATH = Pattern.compile("/service/(\\w+)/operation/(\\w+)");

    private static final Map<String, String> SERVICES = Map.of("GraniteServiceVersion20100801", "cloudwatch");

    /** How an answer is written. */
    public enum Form {
        QUERY("text/xml"),
        JSON("application/x-amz-json-1.1"),
        REST_XML("text/xml"),
        CBOR("application/cbor");

        private final String type;

        Form(String type) {
            this.type = type;
        }

        public String contentType() {
            return type;
        }

        /** What an answer says of itself besides, by header. */
        public Map<String, String> headers() {
            return this == CBOR ? Map.of("smithy-protocol", "rpc-v2-cbor") : Map.of();
        }
    }

    /**
     * Reads what arrived.
     *
     * @throws Refusal where it is a request of no service that is known
     */
    public static Call read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<Matcher> signature = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Authorization"))
                .map(CREDENTIAL::matcher)
                .filter(Matcher::find);
        Optional<String> accessKey = signature.map(found -> found.group(1));
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        if (target != null) {
            String[] parts = target.split("\\.", 2);
            return new Call(
                    Optional.ofNullable(TARGETS.get(parts[0])).orElseThrow(() -> unknown("the target " + target)),
                    parts.length < 2 ? "" : parts[1],
                    accessKey,
                    new GivenJson(JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body)),
                    Form.JSON);
        } else if (CBOR_PATH.matcher(path).matches()) {
            Matcher named = CBOR_PATH.matcher(path);
            named.matches();
            return new Call(
                    Optional.ofNullable(SERVICES.get(named.group(1))).orElseThrow(() -> unknown("the path " + path)),
                    named.group(2),
                    accessKey,
                    new GivenJson(CborAnswer.read(body)),
                    Form.CBOR);
        } else if (path.startsWith(RestPath.PREFIX)) {
            RestPath rest = RestPath.of(exchange.getRequestMethod(), exchange.getRequestURI())
                    .orElseThrow(() -> unknown(exchange.getRequestMethod() + " " + path));
            return new Call("route53", rest.operation(), accessKey, GivenXml.of(body, rest.values()), Form.REST_XML);
        }
        GivenQuery query = GivenQuery.of(new String(body, StandardCharsets.UTF_8));
        return new Call(
                signature.map(found -> found.group(2)).orElse("rds"),
                query.child("Action").flatMap(Given::text).orElseThrow(() -> unknown("a request without an Action")),
                accessKey,
                query,
                Form.QUERY);
    }

    private static Refusal unknown(String what) {
        return new Refusal("InvalidAction", 400, "the look-alike does not know " + what);
    }

    /** The request as the SDK has it. */
    public SdkPojo filled(SdkPojo builder) {
        return Model.read(builder, given);
    }

    public byte[] answer(SdkPojo result, String requestId) {
        return switch (form) {
            case QUERY -> XmlAnswer.framed(operation, result, requestId);
            case JSON -> JsonAnswer.of(result);
            case REST_XML -> XmlAnswer.bare(operation, result);
            case CBOR -> CborAnswer.of(result);
        };
    }

    public byte[] answer(Refusal refusal, String requestId) {
        return switch (form) {
            case QUERY, REST_XML -> XmlAnswer.refusal(refusal, requestId);
            case JSON -> JsonAnswer.refusal(refusal);
            case CBOR -> CborAnswer.refusal(refusal);
        };
    }
}
