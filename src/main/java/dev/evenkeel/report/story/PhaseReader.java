package dev.evenkeel.report.story;

import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.StepOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts phases and steps together from what was planned, begun and ended. */
final class PhaseReader {
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final List<PhaseEvent.Statement> statements = new ArrayList<>();

    void take(PhaseEvent event, Instant at) {
        if (event instanceof PhaseEvent.Planned planned) {
            draft(planned.id()).plan(planned);
        } else if (event instanceof PhaseEvent.Began began) {
            draft(began.id()).begin(at);
        } else if (event instanceof PhaseEvent.StepIntended intended) {
            draft(intended.phase()).intend(intended);
        } else if (event instanceof PhaseEvent.StepEnded ended) {
            draft(ended.phase()).settle(ended);
        } else if (event instanceof PhaseEvent.Ended ended) {
            draft(ended.id()).end(ended, at);
        } else if (event instanceof PhaseEvent.Statement statement) {
            statements.add(statement);
        }
    }

    List<Story.Phase> phases() {
        return drafts.values().stream().map(Draft::phase).toList();
    }

    List<PhaseEvent.Statement> statements() {
        return statements;
    }

    private Draft draft(String id) {
        return drafts.computeIfAbsent(id, Draft::new);
    }

    /** A phase while its entries are read; a later attempt replaces what an earlier one left. */
    private static final class Draft {
        private PhaseEvent.Planned plan;
        private Instant started;
        private Instant ended;
        private Optional<PhaseEvent.Ended> end = Optional.empty();
        private final Map<Long, Story.Step> steps = new TreeMap<>();

        Draft(String id) {
            plan = new PhaseEvent.Planned(0, id, "", "", "", false, List.of());
        }

        void plan(PhaseEvent.Planned planned) {
            plan = planned;
            long index = 0;
            for (String text : planned.steps()) {
                steps.putIfAbsent(++index, step("", text, "", false, Optional.empty()));
            }
        }

        void begin(Instant at) {
            started = started == null ? at : started;
            ended = null;
            end = Optional.empty();
        }

        /** A phase that was skipped ends without having begun. */
        void end(PhaseEvent.Ended event, Instant at) {
            end = Optional.of(event);
            ended = at;
        }

        void intend(PhaseEvent.StepIntended intended) {
            steps.put(
                    intended.index(),
                    step(intended.keyword().strip(), intended.text(), intended.effect(), true, Optional.empty()));
        }

        void settle(PhaseEvent.StepEnded settled) {
            Optional<Story.Step> intended = Optional.ofNullable(steps.get(settled.index()));
            steps.put(
                    settled.index(),
                    step(
                            intended.map(Story.Step::keyword).orElse(""),
                            settled.text(),
                            intended.map(Story.Step::effect).orElse(""),
                            intended.filter(Story.Step::begun).isPresent(),
                            Optional.of(settled)));
        }

        private static Story.Step step(
                String keyword, String text, String effect, boolean begun, Optional<PhaseEvent.StepEnded> end) {
            return new Story.Step(
                    keyword,
                    text,
                    effect,
                    begun,
                    end.map(PhaseEvent.StepEnded::outcome),
                    end.flatMap(PhaseEvent.StepEnded::millis).orElse(null),
                    end.flatMap(PhaseEvent.StepEnded::error).orElse(""),
                    end.flatMap(PhaseEvent.StepEnded::reason).orElse(""));
        }

        Story.Phase phase() {
            Optional<StepOutcome> outcome = end.map(PhaseEvent.Ended::outcome);
            return new Story.Phase(
                    plan.id(),
                    plan.name().isEmpty() ? plan.id() : plan.name(),
                    plan.rule(),
                    plan.effect(),
                    plan.undo(),
                    outcome,
                    end.flatMap(PhaseEvent.Ended::millis).orElse(null),
                    end.flatMap(PhaseEvent.Ended::reason).orElse(""),
                    started,
                    ended,
                    new ArrayList<>(steps.values()));
        }
    }
}
