package dev.evenkeel.run.spans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.cli.TraceReceiver;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpanExportTest {
    @TempDir
    Path folder;

    private TraceReceiver receiver;
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        receiver = new TraceReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_run_is_a_trace_of_phases_and_steps_and_a_second_process_adds_to_it() {
        Map<String, String> environment = Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                receiver.endpoint() + "/",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "api-key=a%20key",
                "OTEL_SERVICE_NAME",
                "moves");
        journalled("r-1", environment, ExitCode.SUSPENDED);
        journalled("r-1", environment, ExitCode.DONE);

        List<JsonNode> spans = receiver.spans();
        assertThat(spans)
                .extracting(span -> span.at("/name").asText())
                .containsExactly(
                        "it is copied",
                        "it is loaded",
                        "copy",
                        "evenkeel run",
                        "it is copied",
                        "it is loaded",
                        "copy",
                        "evenkeel run");
        Set<String> traces = new HashSet<>();
        spans.forEach(span -> traces.add(span.at("/traceId").asText()));
        assertThat(traces).singleElement().asString().matches("[0-9a-f]{32}");
        JsonNode step = spans.get(0);
        JsonNode phase = spans.get(2);
        JsonNode run = spans.get(3);
        assertThat(step.at("/spanId").asText()).matches("[0-9a-f]{16}");
        assertThat(step.at("/parentSpanId")).isEqualTo(phase.at("/spanId"));
        assertThat(phase.at("/parentSpanId")).isEqualTo(run.at("/spanId"));
        assertThat(run.has("parentSpanId")).isFalse();
        assertThat(step.at("/startTimeUnixNano").asText()).matches("\\d{19}");
        assertThat(step.at("/endTimeUnixNano")
                        .asText()
                        .compareTo(step.at("/startTimeUnixNano").asText()))
                .isNotNegative();
        assertThat(step.at("/status/code").asInt()).isZero();
        assertThat(spans.get(1).at("/status/code").asInt())
                .as("a step that failed")
                .isEqualTo(2);
        assertThat(receiver.keys()).containsOnly("a key");
        assertThat(receiver.bodies().get(0).toString()).contains("\"service.name\"", "\"moves\"");
        assertThat(receiver.bodies().toString()).as("no statement").doesNotContain("SELECT");
        assertThat(said).isEmpty();
    }

    @Test
    void a_receiver_that_refuses_or_is_not_there_is_said_once_and_costs_the_run_nothing() {
        receiver.answers(503);
        journalled("r-1", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()), ExitCode.DONE);
        assertThat(said).containsExactly("not all traces reach " + receiver.endpoint() + ": it answers with 503");

        String gone = receiver.endpoint();
        receiver.close();
        said.clear();
        journalled("r-2", Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", gone + "/v1/traces"), ExitCode.DONE);
        assertThat(said).containsExactly("not all traces reach " + gone + ": ConnectException");

        said.clear();
        journalled("r-3", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"), ExitCode.DONE);
        assertThat(said)
                .singleElement()
                .asString()
                .contains("no traces are sent: ", "must begin with http:// or https://");
    }

    @Test
    void without_a_receiver_nothing_is_started() {
        journalled("r-1", Map.of("OTEL_SERVICE_NAME", "moves"), ExitCode.DONE);

        assertThat(receiver.bodies()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("spans");
    }

    private void journalled(String run, Map<String, String> environment, ExitCode code) {
        try (SpanExport spans = SpanExport.of(environment, run, Observer.NONE, said::add);
                Journal journal =
                        Journal.create(folder.resolve(run + "-" + code), Clock.systemUTC(), new Redactor(), spans)) {
            new RunEvent.Started(
                            Optional.of(1L),
                            run,
                            "run",
                            Optional.empty(),
                            new RunEvent.Environment("pair", "servers"),
                            new RunEvent.Tool("1", "17"),
                            new RunEvent.By("maria", "ops-3", List.of()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .enter(journal);
            new PhaseEvent.Began("copy").enter(journal);
            step(journal, 1, "it is copied", StepOutcome.PASSED);
            new PhaseEvent.Statement("copy", 1, "source", "SELECT 'of a row'").enter(journal);
            step(journal, 2, "it is loaded", StepOutcome.FAILED);
            new PhaseEvent.Ended("copy", StepOutcome.FAILED, Optional.of(1L), Optional.empty()).enter(journal);
            new RunEvent.Ended(code, "over", "source").enter(journal);
        }
    }

    private static void step(Journal journal, int index, String text, StepOutcome outcome) {
        new PhaseEvent.StepIntended("copy", index, "When", text, "REVERSIBLE").enter(journal);
        new PhaseEvent.StepEnded("copy", index, text, outcome, Optional.of(1L), Optional.empty(), Optional.empty())
                .enter(journal);
    }
}
