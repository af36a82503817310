package dev.evenkeel.runbook.vocabulary;

import dev.evenkeel.environment.Role;
import io.cucumber.cucumberexpressions.ParameterType;
import io.cucumber.cucumberexpressions.Transformer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The parameter types every runbook may use, whatever its step classes are. */
final class Words {
    private Words() {}

    static List<ParameterType<?>> all() {
        return List.of(
                new ParameterType<>(
                        "duration",
                        "\\d+ (?:milliseconds?|seconds?|minutes?|hours?|days?)",
                        Duration.class,
                        (Transformer<Duration>) Words::duration,
                        false,
                        false),
                new ParameterType<>(
                        "role",
                        "source|replica|target",
                        Role.class,
                        (Transformer<Role>) text -> Role.valueOf(text.toUpperCase(Locale.ROOT)),
                        false,
                        false));
    }

    static Duration duration(String text) {
        String[] parts = text.split(" ", -1);
        long amount = Long.parseLong(parts[0]);
        return switch (parts[1].endsWith("s") ? parts[1] : parts[1] + "s") {
            case "milliseconds" -> Duration.ofMillis(amount);
            case "seconds" -> Duration.ofSeconds(amount);
            case "minutes" -> Duration.ofMinutes(amount);
            case "hours" -> Duration.ofHours(amount);
            case "days" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException("not a duration: " + text);
        };
    }
}
