package dev.evenkeel.environment;

import dev.evenkeel.environment.yaml.YamlMap;

/**
 * A way to move the application that a profile may ask for. A new one is one class of this, its {@link TrafficSwitch}, and a
 * line where the kinds are listed.
 */
public interface SwitchKind {
    /** What a profile calls it: {@code switch: NAME}, below {@code application:}. */
    String name();

    /** Reads its own keys below {@code application:}; problems are noted there. */
    Traffic read(YamlMap application);
}
