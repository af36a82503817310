package dev.evenkeel.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A runbook's phases and steps. */
public sealed interface PhaseEvent extends Event
        permits PhaseEvent.Planned,
                PhaseEvent.Began,
                PhaseEvent.StepIntended,
                PhaseEvent.StepEnded,
                PhaseEvent.Ended,
                PhaseEvent.Statement,
                PhaseEvent.Found {
    @Entered(kind = "PHASE_PLANNED", says = "A scenario of the runbook, before the first one begins.")
    record Planned(
            @Says("from 1") long index,
            String id,
            String name,
            String rule,
            @Says("READ_ONLY, REVERSIBLE or IRREVERSIBLE") String effect,
            @Says("true for undo scenarios") boolean undo,
            @Says("texts") List<String> steps)
            implements PhaseEvent {
        public Planned {
            steps = List.copyOf(steps);
        }
    }

    @Entered(kind = "PHASE_STARTED", says = "A phase begins.")
    record Began(String id) implements PhaseEvent {}

    @Entered(kind = "STEP_INTENDED", says = "A step is about to be taken; on disk before its effect.")
    record StepIntended(
            String phase,
            @Says("from 1") long index,
            String keyword,
            String text,
            @Says("as of PHASE_PLANNED") String effect)
            implements PhaseEvent {}

    @Entered(kind = "STEP_ENDED", says = "A step is over.")
    record StepEnded(
            String phase,
            long index,
            String text,
            StepOutcome outcome,
            Optional<Long> millis,
            @Says("one sentence, where it failed") Optional<String> error,
            @Says("where it was not shown") Optional<String> reason)
            implements PhaseEvent {
        /** Why it did not pass; empty where it did. */
        public String why() {
            return error.orElse("") + reason.orElse("");
        }

        public Duration took() {
            return Duration.ofMillis(millis.orElse(0L));
        }
    }

    @Entered(kind = "PHASE_ENDED", says = "A phase is over, or was skipped.")
    record Ended(
            String id,
            StepOutcome outcome,
            Optional<Long> millis,
            @Says("where it was skipped") Optional<String> reason)
            implements PhaseEvent {
        public Duration took() {
            return Duration.ofMillis(millis.orElse(0L));
        }
    }

    @Entered(
            kind = "STATEMENT",
            says =
                    "A statement as it was sent, secrets as stars. 'source evidence/….sql' names a script of statements that"
                            + " were sent, for what is long or not ASCII; a line of a shell stands for the dump and for rows. Those two"
                            + " are entered once they were sent, all others before.")
    record Statement(String phase, @Says("from 1") long step, String role, String sql) implements PhaseEvent {}

    @Entered(kind = "FACT", says = "A step found out what later ones need. Of several of one name the last counts.")
    record Found(
            @Says("its name in words") String fact,

            @Says("an object of what is known: texts, whole numbers, true, false, lists and objects of such")
            Object value,

            String phase,
            @Says("from 1") long step)
            implements PhaseEvent {}
}
