package dev.evenkeel.environment;

import dev.evenkeel.environment.yaml.YamlMap;

/**
 * A way to close servers for writes that a profile may ask for. A new one is one class of this, its {@link Fence}, and a line
 * where the kinds are listed.
 */
public interface FenceKind {
    /** What a profile calls it: {@code fence: NAME}, or {@code fence:} with {@code kind: NAME} and options. */
    String name();

    /** Reads what the profile says beside the name; problems are noted there, and what is not asked for is refused. */
    Fences read(YamlMap options);
}
