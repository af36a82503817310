package dev.evenkeel.run.spans;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Watches a run for somebody else, and tells a receiver of OpenTelemetry's traces where the environment names one. */
public final class SpanExport implements Observer, AutoCloseable {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private final Observer observer;
    private final Optional<SpanSender> sender;
    private final Spans spans;

    private SpanExport(Observer observer, Optional<SpanSender> sender, String run) {
        this.observer = observer;
        this.sender = sender;
        this.spans = new Spans(run);
    }

    /**
     * @param environment the variables of the process; without an endpoint among them nothing is loaded and nothing is sent
     * @param run its id
     * @param observer whoever else watches
     * @param say receives, once, that the receiver cannot be reached
     */
    public static SpanExport of(Map<String, String> environment, String run, Observer observer, Consumer<String> say) {
        Optional<String> endpoint = Optional.ofNullable(environment.get(TRACES))
                .filter(text -> !text.isBlank())
                .or(() -> Optional.ofNullable(environment.get(ENDPOINT))
                        .filter(text -> !text.isBlank())
                        .map(base -> base.replaceAll("/+$", "") + "/v1/traces"));
        return new SpanExport(observer, endpoint.flatMap(url -> SpanSender.to(url, environment, say)), run);
    }

    @Override
    public void entry(Entry entry) {
        observer.entry(entry);
        sender.ifPresent(to -> spans.of(entry).forEach(to::send));
    }

    @Override
    public Progress progress(String what, String unit, long total) {
        return observer.progress(what, unit, total);
    }

    @Override
    public void waiting(Waiting waiting) {
        observer.waiting(waiting);
    }

    /** Waits a little for what is still to be sent. */
    @Override
    public void close() {
        sender.ifPresent(SpanSender::close);
    }
}
