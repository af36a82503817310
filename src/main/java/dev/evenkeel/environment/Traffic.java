package dev.evenkeel.environment;

import java.nio.file.Path;
import java.util.List;

/** The switch that a profile chose. */
public interface Traffic {
    /** Everything that keeps it from being used, one sentence each. Nothing is changed. */
    default List<String> problems() {
        return List.of();
    }

    /** @param folder the run's own, for what the switch keeps */
    TrafficSwitch open(Path folder);
}
