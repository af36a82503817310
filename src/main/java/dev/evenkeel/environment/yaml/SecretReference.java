package dev.evenkeel.environment.yaml;

import dev.evenkeel.mariadb.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a password is kept: {@code env:NAME} or {@code file:PATH}. A profile never holds one itself. */
final class SecretReference {
    private SecretReference() {}

    /** @throws IllegalArgumentException with what is wrong, never with the value */
    static Secret resolve(String reference) {
        if (reference.startsWith("env:")) {
            String value = System.getenv(reference.substring("env:".length()));
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(
                        "the environment variable " + reference.substring("env:".length()) + " is not set; set it");
            }
            return new Secret(value);
        }
        if (reference.startsWith("file:")) {
            Path file = Path.of(reference.substring("file:".length()));
            try {
                String value = Files.readString(file).strip();
                if (value.isEmpty()) {
                    throw new IllegalArgumentException("the file " + file + " is empty; put the password in it");
                }
                return new Secret(value);
            } catch (IOException e) {
                throw new IllegalArgumentException("the file " + file + " cannot be read; check its path and rights");
            }
        }
        throw new IllegalArgumentException(
                "it is a password or something else in the open; give env:NAME or file:PATH, where it is kept");
    }
}
