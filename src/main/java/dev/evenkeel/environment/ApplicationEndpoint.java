package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the application connects: a file with one line {@code host:port}, as a CNAME or a secret would hold it. The
 * switch replaces it in one move, so that a reader sees the old server or the new one, never half a name.
 */
public final class ApplicationEndpoint {
    private final Path file;

    public ApplicationEndpoint(Path file) {
        this.file = file;
    }

    public void pointTo(Endpoint endpoint) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, endpoint + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the application's endpoint " + file + " cannot be written: " + e, e);
        }
    }

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
