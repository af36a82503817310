package dev.evenkeel.provision.lookalike;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are still to come. */
final class Faults {
    private final List<Fault> waiting = new ArrayList<>();

    synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    /** The fault that hits a call, which is used up by it. */
    synchronized Optional<Fault> hitting(String operation) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (fault.hits(operation)) {
                waiting.remove(i);
                if (fault.times() > 1) {
                    waiting.add(i, fault.oneLess());
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
