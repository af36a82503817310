package dev.evenkeel.provision;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.SwitchKind;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A person moves the application, and says so. */
final class ManualKind implements SwitchKind {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "manual";
    }

    @Override
    public Traffic read(YamlMap application) {
        List<String> instructions = application.textOrTexts("instructions");
        if (instructions.isEmpty()) {
            application.problem(
                    "instructions",
                    application.name("instructions") + " is missing; say what the person at the terminal does, for"
                            + " example 'set the alias db.example.com to the server below'");
        }
        return new Chosen(
                instructions,
                application
                        .value("timeout", ProfileValues::duration, "a time such as 500ms, 30s, 5m or 1h")
                        .orElse(USUAL_LIMIT));
    }

    record Chosen(List<String> instructions, Duration limit) implements Traffic {
        @Override
        public List<String> problems() {
            return System.console() == null
                    ? List.of(
                            "application.switch is manual, and nobody could confirm it here: this is not started from a"
                                    + " terminal; start it from one, or choose the switch command")
                    : List.of();
        }

        @Override
        public TrafficSwitch open(Path folder, Operator operator) {
            return new ManualSwitch(instructions, limit, operator);
        }
    }
}
