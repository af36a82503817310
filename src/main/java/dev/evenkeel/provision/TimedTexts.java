package dev.evenkeel.provision;

import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** Reads a switch that consists of one or more texts and the time that it may take. */
final class TimedTexts {
    private TimedTexts() {}

    /**
     * @param key of the texts, which must be there
     * @param missing what is to be given where they are not
     * @param usual the time where none is given
     */
    static Traffic read(
            YamlMap application,
            String key,
            String missing,
            Duration usual,
            BiFunction<List<String>, Duration, Traffic> chosen) {
        List<String> texts = application.textOrTexts(key);
        if (texts.isEmpty()) {
            application.problem(key, application.name(key) + " is missing; " + missing);
        }
        return chosen.apply(
                texts,
                application
                        .value("timeout", ProfileValues::duration, "a time such as 500ms, 30s, 5m or 1h")
                        .orElse(usual));
    }
}
