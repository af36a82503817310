package dev.evenkeel.run;

import dev.evenkeel.environment.Profile;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.runbook.glue.GateRejected;
import dev.evenkeel.runbook.glue.Gates;

/** The gates of a rehearsal, in which there is nobody to ask: they open by themselves, or not at all. */
record RehearsalGates(Profile profile, Journal journal) implements Gates {
    @Override
    public void pass(String gate) {
        if (!profile.gate(gate).automatic()) {
            throw new GateRejected("gate " + gate
                    + ": the profile requires a person's approval, and a rehearsal has none, so the gate is rejected; set gates."
                    + gate + ": automatic if nobody depends on these servers");
        }
        new RunEvent.Gate(
                        gate,
                        RunEvent.GateDecision.APPROVED,
                        "the rehearsal itself",
                        "the profile " + profile.name() + " says automatic")
                .enter(journal);
    }
}
