package dev.evenkeel.provision.example;

import dev.evenkeel.environment.SwitchKind;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A switch as somebody might add one: a symbolic link whose text is the server's address. */
final class LinkKind implements SwitchKind {
    @Override
    public String name() {
        return "link";
    }

    @Override
    public Traffic read(YamlMap application) {
        String link = application.required("link", "/srv/app/database");
        return (folder, operator) -> new Link(folder.resolve(link), Optional.empty());
    }

    /** @param before where it led when it was opened */
    private record Link(Path link, Optional<Endpoint> before) implements TrafficSwitch {
        Link {
            before = Files.isSymbolicLink(link) ? Optional.of(address(link)) : Optional.empty();
        }

        private static Endpoint address(Path link) {
            try {
                return Endpoint.parse(Files.readSymbolicLink(link).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void pointTo(Endpoint endpoint) {
            try {
                Path next = link.resolveSibling(link.getFileName() + ".next");
                Files.createSymbolicLink(next, Path.of(endpoint.toString()));
                Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Endpoint current() {
            return address(link);
        }

        @Override
        public Optional<String> putBack(Endpoint made) {
            Optional<Endpoint> held = before.filter(
                    endpoint -> !endpoint.equals(made) && current().equals(made));
            held.ifPresent(this::pointTo);
            return held.map(Endpoint::toString);
        }

        @Override
        public String toString() {
            return "link " + link.getFileName();
        }
    }
}
