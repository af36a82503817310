package dev.evenkeel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-11-22T01:03:07.120Z");

    /** Kinds that no earlier version has written. */
    private static final Set<String> LATER = Set.of(
            "API_CALL",
            "CONTROL",
            "DRIFT",
            "STEPS",
            "GATE_ASKED",
            "GATE_ANSWERED",
            "NO_RETURN",
            "STRAGGLER",
            "WATCHED",
            "FORECAST",
            "METRIC",
            "CLOUD_EVENT");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> every_event_reads_back_from_disk_as_it_was_with_all_it_may_say_and_with_the_least() {
        return EventCodec.inOrder().stream().flatMap(kind -> Stream.of(true, false)
                .map(full -> DynamicTest.dynamicTest(kind + (full ? ", all" : ", the least"), () -> {
                    Event event = (Event) sample(EventCodec.kinds().get(kind), full);
                    Path run = folder.resolve(kind + full);

                    assertThat(EventCodec.read(written(run, event))).isEqualTo(event);
                    assertThat(EventCodec.readWhole(written(run.resolve("again"), event)))
                            .isEqualTo(event);
                })));
    }

    @TestFactory
    Stream<DynamicTest> an_entry_without_its_fields_is_read_and_claims_nothing() {
        return EventCodec.inOrder().stream()
                .map(kind -> DynamicTest.dynamicTest(kind, () -> {
                    Event event = EventCodec.read(entry(kind, Map.of()));

                    assertThat(event).isInstanceOf(EventCodec.kinds().get(kind));
                    assertThat(event.toString()).doesNotContain("Same", "passed", "approved", "noticed");
                }));
    }

    /** One of each form that was written before events had types. */
    @Test
    void entries_of_earlier_versions_are_read_in_full_and_would_be_written_with_the_same_fields() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> kinds = new TreeSet<>();
        try (InputStream file = getClass().getResourceAsStream("earlier-entries.ndjson")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode written = json.readTree(line);
                Map<String, Object> data = json.convertValue(written.get("data"), new TypeReference<>() {});
                data.values().removeIf(Objects::isNull);
                String kind = written.get("kind").asText();
                kinds.add(kind);

                Event event = EventCodec.readWhole(entry(kind, data));

                assertThat(json.readTree(json.writeValueAsString(EventCodec.data(event))))
                        .as(line)
                        .isEqualTo(json.readTree(json.writeValueAsString(data)));
            }
        }
        List<String> first = new ArrayList<>(EventCodec.inOrder());
        first.removeAll(LATER);
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void what_no_verdict_can_be_is_none_that_claims_something() {
        for (Object word : List.of("same", "SAME", "Equal", 7, true, List.of("Same"), Map.of("Same", 1))) {
            Entry entry = entry("PARITY_TABLE", Map.of("verdict", word));
            assertThat(((ParityEvent.Table) EventCodec.read(entry)).verdict())
                    .as(word.toString())
                    .isEqualTo(Verdict.INCONCLUSIVE);
        }
        assertThat(((ParityEvent.Table) EventCodec.read(entry("PARITY_TABLE", Map.of("verdict", "Same")))).verdict())
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void a_kind_of_a_later_version_is_unknown_and_no_failure() {
        assertThat(EventCodec.read(entry("PLAN", Map.of("digest", "7")))).isEqualTo(new Unknown("PLAN"));
        assertThatThrownBy(() -> new Unknown("PLAN").enter(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_field_of_a_later_version_is_passed_over() {
        assertThat(EventCodec.readWhole(entry("NOTE", Map.of("text", "x", "mood", "good"))))
                .isEqualTo(new Remark.Note("x"));
    }

    @Test
    void what_is_built_on_must_be_there_in_full() {
        Event mark = (Event) sample(ParityEvent.Mark.class, true);
        for (String field : EventCodec.data(mark).keySet()) {
            Map<String, Object> data = new HashMap<>(EventCodec.data(mark));
            data.remove(field);
            assertThatThrownBy(() -> EventCodec.readWhole(entry("PARITY_MARK", data)))
                    .isInstanceOf(EventCodec.NotAsWritten.class)
                    .hasMessage("entry 1, PARITY_MARK: the field " + field + " is missing or of another type");
        }
    }

    @Test
    void an_event_that_a_secret_would_alter_is_known_before() {
        Redactor redactor = new Redactor();
        redactor.learn("hunter2");

        assertThat(EventCodec.intact(new Remark.Note("x"), redactor)).isTrue();
        assertThat(EventCodec.intact(new Remark.Note("it is hunter2"), redactor))
                .isFalse();
    }

    @Test
    void the_form_on_disk() {
        Event ended = new PhaseEvent.StepEnded(
                "pin", 2, "a step", StepOutcome.NOT_SHOWN, Optional.of(12L), Optional.empty(), Optional.of("why"));

        assertThat(written(folder.resolve("run"), ended).data())
                .isEqualTo(Map.of(
                        "phase",
                        "pin",
                        "index",
                        2L,
                        "text",
                        "a step",
                        "outcome",
                        "not shown",
                        "millis",
                        12L,
                        "reason",
                        "why"));
    }

    private static Entry entry(String kind, Map<String, Object> data) {
        return new Entry(1, AT, kind, data, "", "");
    }

    private static Entry written(Path run, Event event) {
        try (Journal journal = Journal.create(run, Clock.fixed(AT, ZoneOffset.UTC), new Redactor(), Observer.NONE)) {
            event.enter(journal);
        }
        Entry entry = JournalReader.read(run).get(0);
        Map<String, Object> data = new HashMap<>(entry.data());
        data.replaceAll((name, value) -> value instanceof Integer number ? (Object) number.longValue() : value);
        return new Entry(entry.seq(), entry.at(), entry.kind(), data, entry.prev(), entry.hash());
    }

    /** Of any record, with different values. */
    private static Record sample(Class<?> type, boolean full) {
        Shape shape = Shape.of(type);
        return shape.record(shape.components().stream()
                .map(component -> value(component.type(), component.name(), full))
                .toArray());
    }

    private static Object value(Type type, String name, boolean full) {
        Class<?> raw = Shape.raw(type);
        if (raw == Optional.class) {
            return full ? Optional.of(value(Shape.content(type), name, true)) : Optional.empty();
        }
        if (raw == List.class) {
            return full ? List.of(value(Shape.content(type), name, true)) : List.of();
        }
        if (raw == Map.class) {
            return full ? Map.of(name, value(Shape.content(type), name, true)) : Map.of();
        }
        if (raw == Object.class) {
            return full ? Map.of(name, List.of("é", true, Map.of("at", "b.000001"))) : List.of();
        }
        if (raw == String.class) {
            return full ? name + " é\u0000" : "";
        }
        if (raw == Instant.class) {
            return AT;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return full;
        }
        return raw == long.class || raw == Long.class
                ? (Object) (long) name.hashCode()
                : raw.isRecord() ? sample(raw, full) : raw.getEnumConstants()[full ? 0 : 1];
    }
}
