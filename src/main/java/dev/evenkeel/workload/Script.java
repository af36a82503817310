package dev.evenkeel.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The statements of an SQL resource beside this class; a line {@code -- //} ends each, comment lines are left out. */
final class Script {
    private Script() {}

    static List<String> statements(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + resource);
            }
            return split(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's resource " + resource + " cannot be read: " + e, e);
        }
    }

    static List<String> split(String text) {
        return Stream.of(text.split("(?m)^-- //[ \t]*\r?$"))
                .map(statement -> statement.replaceAll("(?m)^--.*\r?\n?", "").strip())
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
