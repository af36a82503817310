package dev.evenkeel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives traces by OTLP over HTTP, as a collector does. */
public final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;

    public TraceReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            bodies.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("api-key")));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it answers with from now on. */
    public void answers(int status) {
        answer = status;
    }

    public List<JsonNode> bodies() {
        return bodies;
    }

    public List<String> keys() {
        return keys;
    }

    public List<JsonNode> spans() {
        List<JsonNode> spans = new ArrayList<>();
        bodies.forEach(body -> body.at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add));
        return spans;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
