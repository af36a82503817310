package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.EventCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    private final Told told = new Told(new SteppedClock());

    @Test
    void an_outage_is_told_where_an_application_saw_it() {
        assertThat(text("CUTOVER", Map.of("frozenMillis", 1200, "unavailableMillis", 1300)))
                .isEqualTo("cutover: source frozen for 1.2 s, application without writes for 1.3 s");
        assertThat(text("CUTOVER", Map.of("frozenMillis", 1200)))
                .isEqualTo("cutover: source frozen for 1.2 s; no application was writing");
    }

    @Test
    void a_change_is_told_where_there_is_more_to_say_than_the_step_does() {
        assertThat(Facts.of(EventCodec.read(told.entry("CHANGE", Map.of("state", "intended", "detail", "")))))
                .isEmpty();
        assertThat(text("CHANGE", Map.of("state", "let alone", "detail", "source: it is left alone")))
                .isEqualTo("source: it is left alone");
    }

    @Test
    void tables_that_were_dropped_meanwhile_are_named() {
        Map<String, Object> rows =
                Map.of("left", "source", "right", "target", "at", "live", "verdict", "Same", "tables", List.of(1));
        assertThat(text("PARITY_ROWS", rows)).doesNotContain("dropped");

        Map<String, Object> fewer = new HashMap<>(rows);
        fewer.put("dropped", List.of(Map.of("schema", "shop", "table", "old")));
        assertThat(text("PARITY_ROWS", fewer)).endsWith("; dropped on both sides during the comparison: shop.old");
    }

    @Test
    void what_a_drill_broke_is_told_when_it_is_broken_and_when_it_is_over() {
        Map<String, Object> damage = new HashMap<>(Map.of("phase", "drill:x", "what", "the target is paused"));
        damage.put("state", "begins");
        assertThat(Facts.of(EventCodec.read(told.entry("DAMAGE", damage)))).isEmpty();
        damage.put("state", "done");
        assertThat(text("DAMAGE", damage)).isEqualTo("drill: the target is paused");
        damage.put("state", "over");
        assertThat(text("DAMAGE", damage)).isEqualTo("drill: over: the target is paused");
    }

    @Test
    void only_a_drill_that_was_noticed_has_a_tick() {
        Map<String, Object> drill = new HashMap<>(Map.of("name", "x", "expected", "3", "observed", "3; and why"));
        Map<String, Mark> marks = Map.of("noticed", Mark.PASSED, "not reached", Mark.NOT_SHOWN, "missed", Mark.FAILED);
        marks.forEach((outcome, mark) -> {
            drill.put("outcome", outcome);
            assertThat(Facts.of(EventCodec.read(told.entry("DRILL", drill))))
                    .contains(new Facts.Fact(mark, "drill x " + outcome + ": expected 3, observed 3; and why"));
        });
    }

    @Test
    void a_kind_of_a_later_version_is_told_as_unknown() {
        assertThat(text("PLAN", Map.of("digest", "7")))
                .isEqualTo("an entry of the kind PLAN, which this version of evenkeel does not know");
    }

    private String text(String kind, Map<String, Object> data) {
        return Facts.of(EventCodec.read(told.entry(kind, data))).orElseThrow().text();
    }
}
