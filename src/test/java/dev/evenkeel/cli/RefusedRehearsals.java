package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals that are to be refused, and what the terminal said. */
abstract class RefusedRehearsals {
    @TempDir
    Path folder;

    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    void assertRefused(String... arguments) {
        assertThat(rehearse(arguments)).as(text()).isEqualTo(2);
        assertThat(text()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(folder.resolve("reports")).doesNotExist();
    }

    int rehearse(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "rehearse";
        arguments[1] = "--quiet";
        arguments[2] = "--reports";
        arguments[3] = folder.resolve("reports").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Main.run(arguments);
    }

    Path profile(String yaml) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), yaml);
    }

    Path feature(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".feature"), text);
    }

    List<String> lines() {
        return text().lines().filter(line -> !line.isBlank()).toList();
    }

    String text() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
