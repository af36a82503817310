package dev.evenkeel.event;

import java.util.Optional;

/** What a reader of the report should know besides. */
public sealed interface Remark extends Event
        permits Remark.Note, Remark.Deviation, Remark.Damage, Remark.Drill, Remark.Drift {
    @Entered(kind = "NOTE", says = "A sentence for the record.")
    record Note(String text) implements Remark {}

    @Entered(
            kind = "DEVIATION",
            says =
                    "The run did otherwise than the published procedure, or met a difference that the profile accepts, with"
                            + " its reason.")
    record Deviation(String what, String because) implements Remark {
        private static final String LIMIT = "a limit of this comparison";

        /** What a verification says of each of its limits. */
        public static Deviation limit(String sentence) {
            return new Deviation(LIMIT, sentence);
        }

        public boolean isLimit() {
            return what.equals(LIMIT);
        }
    }

    @Entered(kind = "DAMAGE", says = "Of a drill: what it broke.")
    record Damage(
            @Says("that broke or planned it") String phase,
            String what,

            @Says("begins is entered before the effect, where it may take a while")
            DamageState state)
            implements Remark {
        /** For readers, once it has happened. */
        public Optional<String> words() {
            return switch (state) {
                case DONE -> Optional.of("drill: " + what);
                case OVER -> Optional.of("drill: over: " + what);
                case BEGINS, UNKNOWN -> Optional.empty();
            };
        }
    }

    /** How far a damage is. */
    enum DamageState implements Word {
        BEGINS,
        DONE,
        OVER,
        UNKNOWN;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public DamageState otherwise() {
            return UNKNOWN;
        }
    }

    @Entered(kind = "DRILL", says = "What became of a drill.")
    record Drill(
            String name,
            String expected,
            String observed,

            @Says(
                    "not reached: the damage was not done, or only after the run had failed; missed: it was done, and the run"
                            + " did not end as the drill states")
            DrillOutcome outcome)
            implements Remark {}

    enum DrillOutcome implements Word {
        NOTICED("noticed"),
        NOT_REACHED("not reached"),
        MISSED("missed");

        private final String word;

        DrillOutcome(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }

        @Override
        public DrillOutcome otherwise() {
            return MISSED;
        }
    }

    @Entered(
            kind = "DRIFT",
            says = "A step that is under way takes longer than the same step of earlier runs; entered once for a step.")
    record Drift(
            String phase,
            @Says("from 1") long step,
            String text,
            @Says("so far") long millis,
            @Says("of earlier runs, the middle") long p50Millis,
            @Says("within which 95 of 100 ended") long p95Millis)
            implements Remark {}
}
