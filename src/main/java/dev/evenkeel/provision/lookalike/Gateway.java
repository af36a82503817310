package dev.evenkeel.provision.lookalike;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.evenkeel.provision.lookalike.wire.Call;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Where requests arrive: who asks is looked up first, then what is to go wrong, then it is done. One after the other. */
final class Gateway implements HttpHandler {
    private static final int BROKEN = 500;

    private final Operations operations;
    private final Callers callers;
    private final Faults faults;
    private final Consumer<String> say;
    private Consumer<String> arrived = operation -> {};
    private int requests;

    /** @param say receives a line for each call, for people who watch */
    Gateway(Operations operations, Callers callers, Faults faults, Consumer<String> say) {
        this.operations = operations;
        this.callers = callers;
        this.faults = faults;
        this.say = say;
    }

    /** @param arrived receives every call before anything is done */
    synchronized void onArrival(Consumer<String> arrived) {
        this.arrived = arrived;
    }

    /** An answer, or none where the connection is to break. */
    private record Answer(int status, byte[] body) {}

    @Override
    public synchronized void handle(HttpExchange exchange) throws IOException {
        String requestId = String.format("00000000-0000-4000-a000-%012d", ++requests);
        try (exchange) {
            Call call;
            try {
                call = Call.read(exchange);
            } catch (Refusal refusal) {
                exchange.sendResponseHeaders(refusal.status(), -1);
                return;
            }
            Optional<Answer> answer = answer(call, requestId);
            say.accept(call.service() + ":" + call.operation() + " "
                    + answer.map(each -> Integer.toString(each.status())).orElse("answer lost"));
            if (answer.isEmpty()) {
                // Closed without a word: the caller cannot know whether it was done.
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", call.form().contentType());
            exchange.getResponseHeaders().add("x-amzn-RequestId", requestId);
            call.form().headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(answer.get().status(), answer.get().body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.get().body());
            }
        }
    }

    private Optional<Answer> answer(Call call, String requestId) {
        try {
            arrived.accept(call.operation());
            Callers.Caller caller = callers.of(call);
            Optional<Fault> fault = faults.hitting(call.operation());
            fault.flatMap(Fault::refusal).ifPresent(refusal -> {
                throw refusal;
            });
            Answer done = new Answer(200, call.answer(operations.run(call, caller), requestId));
            return fault.isPresent() ? Optional.empty() : Optional.of(done);
        } catch (Refusal refusal) {
            return Optional.of(new Answer(refusal.status(), call.answer(refusal, requestId)));
        } catch (RuntimeException e) {
            say.accept(call.operation() + " broke: " + e);
            return Optional.of(new Answer(
                    BROKEN,
                    call.answer(new Refusal("InternalFailure", BROKEN, String.valueOf(e.getMessage())), requestId)));
        }
    }
}
