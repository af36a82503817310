package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.provision.containers.TestDocker;
import dev.evenkeel.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole rehearsals in containers, on networks that fail, as the command line runs them. */
class ContainerRehearsalTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path reports;

    @Test
    void the_founding_runbook_ends_done_and_proved_and_leaves_nothing_behind() throws IOException {
        TestDocker.need("10.1.8", "10.1.23");

        assertThat(rehearse("-e", "containers")).isZero();

        assertThat(audit().at("/environmentKind").asText()).isEqualTo("containers");
        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit().at("/workload/lost").asLong()).isZero();
        assertThat(deviations()).anyMatch(what -> what.startsWith("the source is evenkeel/mariadb:10.1.8 and not"));
        assertThat(audit().at("/notShown"))
                .extracting(step -> step.get("text").asText())
                .containsExactly(
                        "the target's storage is encrypted at rest",
                        "what was copied to the target is encrypted at rest");
        assertThat(Reports.verify(reports.resolve("latest").toRealPath())).isEmpty();
        assertThat(TestDocker.leftBehind()).isZero();
    }

    /** One of the network and one of a machine; with {@code -Devenkeel.drills=all} those that are waited for longer too. */
    static Stream<String> failures() {
        Stream<String> sample = Stream.of("replica-cut-off", "target-restarts");
        return System.getProperty("evenkeel.drills", "").equals("all")
                ? Stream.concat(sample, Stream.of("target-cut-off", "target-stands-still", "target-answers-late"))
                : sample;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failing_machine_or_network_is_outlived_or_undone(String drill) throws IOException {
        TestDocker.need("10.1.8", "10.1.23");

        int exit = rehearse("-e", "containers", "--drill", drill, "--rows", "2000");

        assertThat(audit().at("/drills/0/outcome").asText())
                .describedAs("%s", audit().at("/drills/0"))
                .isEqualTo("noticed");
        assertThat(audit().at("/notes").toString()).contains("drill: ").contains("drill: over: ");
        if (exit == 0) {
            assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
            assertThat(audit().at("/workload/lost").asLong()).isZero();
            assertThat(audit().at("/workload/duplicated").asLong()).isZero();
        } else {
            assertThat(audit().at("/serving").asText()).isEqualTo("source");
            assertThat(audit().at("/parity/verdict").asText()).isNotEqualTo("Same");
        }
        assertThat(TestDocker.leftBehind()).isZero();
    }

    @Test
    void the_report_has_the_evidence_that_the_target_is_encrypted() throws IOException {
        TestDocker.need("10.11", "11.8");

        assertThat(rehearse("-e", "matrix/10.11-11.8", "--rows", "1000")).isZero();

        assertThat(audit().at("/servers/2/role").asText()).isEqualTo("target");
        assertThat(audit().at("/servers/2/encrypted").asBoolean()).isTrue();
        assertThat(audit().at("/notShown")).isEmpty();
        String evidence = "tablespaces, all encrypted, and so are logs and temporary files";
        assertThat(audit().at("/notes").toString()).contains(evidence);
        assertThat(reports.resolve("latest/audit.html")).content().contains(evidence);
        try (Stream<Path> files = Files.list(reports.resolve("latest/evidence"))) {
            assertThat(files).anySatisfy(file -> assertThat(file)
                    .content()
                    .contains("tablespace assessment/")
                    .doesNotContain("scheme 0"));
        }
    }

    @Test
    void a_target_that_could_encrypt_and_does_not_is_refused_in_preflight() throws IOException {
        TestDocker.need("10.11");
        Path profile = reports.resolve("open.yaml");
        Files.writeString(profile, """
                kind: containers
                servers:
                  source: {image: 'evenkeel/mariadb:10.11'}
                  replica: {image: 'evenkeel/mariadb:10.11'}
                  target: {image: 'evenkeel/mariadb:10.11'}
                """);

        assertThat(rehearse("-e", profile.toString(), "--rows", "1000")).isEqualTo(2);

        assertThat(audit().at("/summary").asText())
                .startsWith(
                        "preflight, step 9: target: nothing it stores is encrypted, all must be; say encrypted: true"
                                + " for servers.target in the profile");
        assertThat(TestDocker.leftBehind()).isZero();
    }

    private int rehearse(String... more) {
        List<String> arguments = new ArrayList<>(List.of("rehearse", "--quiet", "--reports", reports.toString()));
        arguments.addAll(List.of(more));
        return Main.run(arguments.toArray(String[]::new));
    }

    private List<String> deviations() throws IOException {
        List<String> found = new ArrayList<>();
        audit().at("/deviations").forEach(each -> found.add(each.path("what").asText()));
        return found;
    }

    private JsonNode audit() throws IOException {
        return JSON.readTree(reports.resolve("latest/audit.json").toFile());
    }
}
