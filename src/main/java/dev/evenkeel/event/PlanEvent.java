package dev.evenkeel.event;

import java.util.List;

/** What a run rests on beside its runbook and its servers. */
public sealed interface PlanEvent extends Event permits PlanEvent.Steps {
    @Entered(
            kind = "STEPS",
            says =
                    "What the sentences of the runbook mean: evenkeel's own steps, and those of the jars that were given.")
    record Steps(
            @Says("of everything that every step says of itself, of the program and of the jars")
            String sha256,

            List<Jar> jars)
            implements PlanEvent {
        public Steps {
            jars = List.copyOf(jars);
        }
    }

    record Jar(String file, String sha256) {}
}
