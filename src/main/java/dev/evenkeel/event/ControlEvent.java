package dev.evenkeel.event;

/** What people ask of a run that is under way, and what becomes of that. */
public sealed interface ControlEvent extends Event permits ControlEvent.Control {
    @Entered(
            kind = "CONTROL",
            says = "Somebody asked the run to pause, to continue or to abort, or what was asked took effect.")
    record Control(
            ControlAction action,

            @Says(
                    "accepted, deferred: not now, why says when; refused; held: the run is paused; released: it continues")
            ControlState state,

            @Says("who asked, and on which machine") String by,

            @Says("the phase that the run was in; empty between phases")
            String phase,

            @Says("the reason that was given, why it was refused, or when it takes effect")
            String why)
            implements ControlEvent {}

    /** What is asked. */
    enum ControlAction implements Word {
        PAUSE,
        CONTINUE,
        ABORT,
        UNKNOWN;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public ControlAction otherwise() {
            return UNKNOWN;
        }
    }

    /** What became of it. */
    enum ControlState implements Word {
        ACCEPTED,
        DEFERRED,
        HELD,
        RELEASED,
        REFUSED;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public ControlState otherwise() {
            return REFUSED;
        }
    }
}
