package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source of 10.1 moves to today's servers: no program of the target's version could dump it. */
class OldSourceNewTargetTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"10.1.8, 10.11.5", "10.1.23, 11.4.5"})
    void is_dumped_by_a_program_of_its_own_version_and_ends_done_and_proved(String source, String target)
            throws IOException {
        Path profile = Files.writeString(folder.resolve("pair.yaml"), """
                kind: embedded
                servers:
                  source: {version: %1$s, options: {mysql56_temporal_format: 0, sql_mode: '', max_allowed_packet: 1M}}
                  replica: {version: %1$s, options: {mysql56_temporal_format: 0, sql_mode: '', max_allowed_packet: 1M}}
                  target: {version: %2$s, options: {sql_mode: '', explicit_defaults_for_timestamp: 0,
                    group_concat_max_len: 1024, max_allowed_packet: 16M}}
                application: {connections: 2, writesPerSecond: 100}
                gates: {cutover: automatic}
                """.formatted(source, target));

        int exit = Main.run(
                "rehearse",
                "--quiet",
                "--rows",
                "2000",
                "--reports",
                folder.resolve("reports").toString(),
                "-e",
                profile.toString());

        assertThat(exit).isZero();
        JsonNode audit = new ObjectMapper().readTree(run().resolve("audit.json").toFile());
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(Files.readString(run().resolve("journal.ndjson"))).contains("10.1.23-MariaDB, for Linux");
    }

    private Path run() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("reports"))) {
            return runs.filter(run -> !Files.isSymbolicLink(run)).findFirst().orElseThrow();
        }
    }
}
