package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenFactsTest {
    private final Told told = new Told(new SteppedClock());

    @Test
    void an_outage_is_told_where_an_application_saw_it() {
        assertThat(text(Kind.CUTOVER, Map.of("frozenMillis", 1200, "unavailableMillis", 1300)))
                .isEqualTo("cutover: source frozen for 1.2 s, application without writes for 1.3 s");
        assertThat(text(Kind.CUTOVER, Map.of("frozenMillis", 1200)))
                .isEqualTo("cutover: source frozen for 1.2 s; no application was writing");
    }

    @Test
    void a_change_is_told_where_there_is_more_to_say_than_the_step_does() {
        assertThat(ScreenFacts.of(told.entry(Kind.CHANGE, Map.of("state", "intended", "detail", ""))))
                .isEmpty();
        assertThat(text(Kind.CHANGE, Map.of("state", "let alone", "detail", "source: it is let alone")))
                .isEqualTo("source: it is let alone");
    }

    @Test
    void tables_that_were_dropped_meanwhile_are_named() {
        Map<String, Object> rows =
                Map.of("left", "source", "right", "target", "at", "live", "verdict", "Same", "tables", List.of(1));
        assertThat(text(Kind.PARITY_ROWS, rows)).doesNotContain("dropped");

        Map<String, Object> fewer = new HashMap<>(rows);
        fewer.put("dropped", List.of(Map.of("schema", "shop", "table", "old")));
        assertThat(text(Kind.PARITY_ROWS, fewer)).endsWith("; dropped on both sides meanwhile: shop.old");
    }

    private String text(Kind kind, Map<String, Object> data) {
        return ScreenFacts.of(told.entry(kind, data)).orElseThrow().text();
    }
}
