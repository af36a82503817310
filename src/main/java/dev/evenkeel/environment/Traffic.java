package dev.evenkeel.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The switch that a profile chose. */
public interface Traffic {
    /** Everything that keeps it from being used, one sentence each. Nothing is changed. */
    default List<String> problems() {
        return List.of();
    }

    /** Whether a writing application may ask, each time it connects, where to connect. */
    default boolean askedAtEachConnect() {
        return true;
    }

    /**
     * @param folder the run's own, for what the switch keeps
     * @param operator who is asked, and told for the record
     */
    TrafficSwitch open(Path folder, Operator operator);

    /**
     * The same for a switch that must know the servers, or what runs them.
     *
     * @throws Misconfigured where they are not of the kind that it needs
     */
    default TrafficSwitch open(Path folder, Operator operator, Servers servers) {
        return open(folder, operator);
    }

    /** What it asks of a control plane, as a policy names it; empty for one that asks none. */
    default Set<String> apiActions() {
        return Set.of();
    }
}
