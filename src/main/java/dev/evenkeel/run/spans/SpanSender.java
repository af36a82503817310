package dev.evenkeel.run.spans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.run.spans.Spans.Span;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends spans by OTLP over HTTP in JSON, beside the run and in order. A receiver that does not answer costs the run nothing: what
 * does not fit into the queue is dropped, and that is said once.
 */
final class SpanSender implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST = 1000;
    private static final int AT_ONCE = 100;
    private static final int OK = 200;
    private static final int NOT_OK = 300;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI receiver;
    private final Map<String, String> headers;
    private final String service;
    private final Consumer<String> say;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST);
    private final Thread thread = new Thread(this::work, "spans");
    private volatile boolean ending;
    private volatile boolean told;

    private SpanSender(URI receiver, Map<String, String> headers, String service, Consumer<String> say) {
        this.receiver = receiver;
        this.headers = headers;
        this.service = service;
        this.say = say;
    }

    /** Empty, and said, where the address is none. */
    static Optional<SpanSender> to(String url, Map<String, String> environment, Consumer<String> say) {
        try {
            URI receiver = URI.create(url);
            if (!List.of("http", "https").contains(receiver.getScheme()) || receiver.getHost() == null) {
                throw new IllegalArgumentException("it must begin with http:// or https://");
            }
            SpanSender sender = new SpanSender(
                    receiver,
                    headers(environment.getOrDefault("OTEL_EXPORTER_OTLP_HEADERS", "")),
                    environment.getOrDefault("OTEL_SERVICE_NAME", "evenkeel"),
                    say);
            sender.thread.setDaemon(true);
            sender.thread.start();
            return Optional.of(sender);
        } catch (IllegalArgumentException e) {
            say.accept("no traces are sent: the address of the receiver is not one (" + e.getMessage() + ")");
            return Optional.empty();
        }
    }

    /** {@code name=value,name=value}, the values percent-encoded. */
    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String one : text.split(",")) {
            int at = one.indexOf('=');
            if (at > 0) {
                headers.put(
                        one.substring(0, at).strip(),
                        URLDecoder.decode(one.substring(at + 1).strip(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    void send(Span span) {
        if (!waiting.offer(span)) {
            problem("more are waiting than are kept");
        }
    }

    private void work() {
        try {
            while (!ending || !waiting.isEmpty()) {
                List<Span> some = new ArrayList<>();
                Optional.ofNullable(waiting.poll(100, TimeUnit.MILLISECONDS)).ifPresent(some::add);
                waiting.drainTo(some, AT_ONCE);
                if (!some.isEmpty()) {
                    post(some);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(List<Span> some) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(receiver)
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body(some))));
            headers.forEach(request::header);
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status < OK || status >= NOT_OK) {
                problem("it answers with " + status);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        } catch (IOException | IllegalArgumentException e) {
            problem(e.getClass().getSimpleName());
        }
    }

    /** Nothing of the headers is said: they hold keys. */
    private void problem(String found) {
        if (!told) {
            told = true;
            say.accept("not all traces reach " + receiver.getScheme() + "://" + receiver.getAuthority() + ": " + found);
        }
    }

    private Map<String, Object> body(List<Span> some) {
        return Map.of(
                "resourceSpans",
                List.of(Map.of(
                        "resource",
                        Map.of("attributes", attributes(Map.of("service.name", service))),
                        "scopeSpans",
                        List.of(Map.of(
                                "scope",
                                Map.of("name", "evenkeel", "version", ToolVersion.text()),
                                "spans",
                                some.stream().map(SpanSender::span).toList())))));
    }

    private static Map<String, Object> span(Span span) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("traceId", span.trace());
        fields.put("spanId", span.id());
        if (!span.parent().isEmpty()) {
            fields.put("parentSpanId", span.parent());
        }
        fields.put("name", span.name());
        fields.put("kind", 1);
        fields.put("startTimeUnixNano", nanos(span.since()));
        fields.put("endTimeUnixNano", nanos(span.until()));
        fields.put("attributes", attributes(span.attributes()));
        fields.put("status", span.failed() ? Map.of("code", 2) : Map.of());
        return fields;
    }

    private static List<Map<String, Object>> attributes(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> Map.of("key", one.getKey(), "value", (Object) Map.of("stringValue", one.getValue())))
                .toList();
    }

    /** A text, because JSON's numbers are shorter. */
    private static String nanos(Instant at) {
        return Long.toString(at.getEpochSecond()) + "%09d".formatted(at.getNano());
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
