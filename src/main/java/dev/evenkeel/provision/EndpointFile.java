package dev.evenkeel.provision;

import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the application connects: a file with one line {@code host:port}, as a CNAME or a secret would hold it. The
 * switch replaces it in one move, so that a reader sees the old server or the new one, never half a name.
 */
public final class EndpointFile implements TrafficSwitch {
    private final Path file;
    private Optional<String> before = Optional.empty();
    private boolean written;

    public EndpointFile(Path file) {
        this.file = file;
    }

    @Override
    public void pointTo(Endpoint endpoint) {
        if (!written) {
            before = content();
            written = true;
        }
        write(endpoint + "\n");
    }

    @Override
    public Optional<String> putBack(Endpoint made) {
        Optional<String> held = before.filter(text -> !text.strip().equals(made.toString()))
                .filter(text -> content().map(String::strip).equals(Optional.of(made.toString())));
        held.ifPresent(this::write);
        return held.map(String::strip);
    }

    private Optional<String> content() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the application's endpoint " + file + " cannot be read: " + e, e);
        }
    }

    private void write(String content) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            PrivateFiles.write(next, content);
            if (Files.exists(file)) {
                // Whoever reads it now must be able to afterwards.
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the application's endpoint " + file + " cannot be written: " + e, e);
        }
    }

    @Override
    public Endpoint current() {
        try {
            return Endpoint.parse(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the application's endpoint " + file + " cannot be read: " + e, e);
        }
    }

    @Override
    public String toString() {
        return "file " + file.getFileName();
    }
}
