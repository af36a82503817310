package dev.evenkeel.provision;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.SwitchKind;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.TrafficSwitch;
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
        return TimedTexts.read(
                application,
                "instructions",
                "say what the person at the terminal does, for example 'set the alias db.example.com to the server below'",
                USUAL_LIMIT,
                Chosen::new);
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
