package dev.evenkeel.provision;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.SwitchKind;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.environment.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that names the server: {@code endpoint:} of the profile, else one in the run's folder. */
final class EndpointFileKind implements SwitchKind {
    @Override
    public String name() {
        return "file";
    }

    @Override
    public Traffic read(YamlMap application) {
        return new Chosen(application.value("endpoint", Path::of, "the path of a file"));
    }

    /** @param endpoint empty for one in the run's folder */
    record Chosen(Optional<Path> endpoint) implements Traffic {
        @Override
        public List<String> problems() {
            return endpoint
                    .map(Path::toAbsolutePath)
                    .filter(file ->
                            file.getParent() == null || !Files.isWritable(file.getParent()) || Files.isDirectory(file))
                    .map(file -> "application.endpoint is " + file
                            + ", which cannot be written; give a file in a folder that is there and can be written")
                    .stream()
                    .toList();
        }

        @Override
        public TrafficSwitch open(Path folder, Operator operator) {
            return new EndpointFile(endpoint.orElse(folder.resolve("application.endpoint")));
        }
    }
}
