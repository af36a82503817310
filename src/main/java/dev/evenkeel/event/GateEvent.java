package dev.evenkeel.event;

import java.util.List;

/** What is asked of people at a gate, and what they answer. The decision itself is a {@link RunEvent.Gate}. */
public sealed interface GateEvent extends Event permits GateEvent.Asked, GateEvent.Answered {
    @Entered(kind = "GATE_ASKED", says = "A gate waits for people, who are shown this.")
    record Asked(
            String id,
            @Says("from 1") long attempt,
            @Says("SHA-256 of the plan") String plan,

            @Says("SHA-256 of what is shown, which an answer names")
            String evidence,

            @Says("a line of what is shown each") List<String> shown)
            implements GateEvent {
        public Asked {
            shown = List.copyOf(shown);
        }
    }

    @Entered(kind = "GATE_ANSWERED", says = "An answer was found at a gate, counted or refused.")
    record Answered(
            String id,
            long attempt,

            @Says("its name in the folder approvals, or the program that was asked")
            String file,

            AnswerState state,

            @Says("why it was refused; empty where it counts")
            String why)
            implements GateEvent {}

    enum AnswerState implements Word {
        COUNTED,
        REFUSED;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public AnswerState otherwise() {
            return REFUSED;
        }
    }
}
