package dev.evenkeel.provision;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.SwitchKind;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.environment.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An executable of the user's own, which tells a proxy, a configuration or a name where the application is to go. */
final class CommandKind implements SwitchKind {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Traffic read(YamlMap application) {
        return TimedTexts.read(
                application,
                "command",
                "give the executable that moves the application, for example [/srv/app/move-traffic, shop]",
                USUAL_LIMIT,
                Chosen::new);
    }

    record Chosen(List<String> command, Duration limit) implements Traffic {
        @Override
        public List<String> problems() {
            String program = command.get(0);
            Path file = Path.of(program);
            return program.contains("/") && Files.isRegularFile(file) && Files.isExecutable(file)
                    ? List.of()
                    : List.of(
                            "application.command begins with " + program + ", which is not an executable file; give its"
                                    + " path, for example /srv/app/move-traffic, and make it executable");
        }

        /** It would be started many times a second in an outage. */
        @Override
        public boolean askedAtEachConnect() {
            return false;
        }

        @Override
        public TrafficSwitch open(Path folder, Operator operator) {
            return new CommandSwitch(command, limit, operator);
        }
    }
}
