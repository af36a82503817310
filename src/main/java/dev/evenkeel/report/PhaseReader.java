package dev.evenkeel.report;

import dev.evenkeel.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Puts phases and steps together from what was planned, begun and ended. */
final class PhaseReader {
    private final Map<String, Draft> drafts = new LinkedHashMap<>();

    void take(Entry entry, Fields data) {
        switch (entry.kind()) {
            case PHASE_PLANNED -> draft(data.text("id")).plan(data);
            case PHASE_STARTED -> draft(data.text("id")).begin(entry.at());
            case PHASE_ENDED -> draft(data.text("id")).end(data, entry.at());
            case STEP_INTENDED -> draft(data.text("phase")).intend(data);
            case STEP_ENDED -> draft(data.text("phase")).settle(data);
            default -> throw new IllegalArgumentException("not about a phase: " + entry.kind());
        }
    }

    List<Story.Phase> phases() {
        return drafts.values().stream().map(Draft::phase).toList();
    }

    private Draft draft(String id) {
        return drafts.computeIfAbsent(id, Draft::new);
    }

    /** A phase while its entries are read; a later attempt replaces what an earlier one left. */
    private static final class Draft {
        private final String id;
        private Fields plan = new Fields(Map.of());
        private Instant started;
        private Instant ended;
        private Fields end = new Fields(Map.of());
        private final Map<Long, Story.Step> steps = new TreeMap<>();

        Draft(String id) {
            this.id = id;
        }

        void plan(Fields data) {
            plan = data;
            long index = 0;
            for (String text : data.texts("steps")) {
                steps.putIfAbsent(++index, new Story.Step("", text, "", false, "", null, "", ""));
            }
        }

        void begin(Instant at) {
            started = started == null ? at : started;
            ended = null;
            end = new Fields(Map.of());
        }

        /** A phase that was skipped ends without having begun. */
        void end(Fields data, Instant at) {
            end = data;
            ended = at;
        }

        void intend(Fields data) {
            steps.put(
                    index(data),
                    new Story.Step(
                            data.text("keyword").strip(),
                            data.text("text"),
                            data.text("effect"),
                            true,
                            "",
                            null,
                            "",
                            ""));
        }

        void settle(Fields data) {
            Story.Step intended = steps.get(index(data));
            boolean begun = intended != null && intended.begun();
            steps.put(
                    index(data),
                    new Story.Step(
                            intended == null ? "" : intended.keyword(),
                            data.text("text"),
                            intended == null ? "" : intended.effect(),
                            begun,
                            data.text("outcome"),
                            data.number("millis"),
                            data.text("error"),
                            data.text("reason")));
        }

        private static long index(Fields data) {
            return Objects.requireNonNullElse(data.number("index"), 0L);
        }

        Story.Phase phase() {
            String name = plan.text("name");
            return new Story.Phase(
                    id,
                    name.isEmpty() ? id : name,
                    plan.text("rule"),
                    plan.text("effect"),
                    Boolean.TRUE.equals(plan.flag("undo")),
                    end.text("outcome"),
                    end.number("millis"),
                    end.text("reason"),
                    started,
                    ended,
                    new ArrayList<>(steps.values()));
        }
    }
}
