package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Certificates;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of versions that embedded servers have moves as servers that somebody gives, too, by both runbooks. With
 * {@code -Devenkeel.pairs=all} all of them, with {@code 10.1.23-11.4.5} that one.
 */
class GivenPairsTest {
    private static final List<String> VERSIONS = List.of("10.1.8", "10.1.23", "10.2.11", "10.11.5", "11.4.5");
    private static final String BY_PROCEDURES = "features/encrypt-at-rest.feature";
    private static final String BY_STATEMENTS = "features/replicate-and-switch.feature";

    @TempDir
    Path folder;

    /** @param tls of the link, by what the source offers where it is not verified */
    record Case(String source, String target, String runbook, LinkTls.Mode tls) {
        boolean offered() {
            return tls != LinkTls.Mode.OFF;
        }

        boolean verified() {
            return tls == LinkTls.Mode.VERIFIED;
        }
    }

    static Stream<Case> cases() {
        String chosen = System.getProperty("evenkeel.pairs", "");
        if (chosen.isEmpty()) {
            return Stream.of(
                    new Case("10.11.5", "11.4.5", BY_STATEMENTS, LinkTls.Mode.OFF),
                    new Case("10.11.5", "11.4.5", BY_PROCEDURES, LinkTls.Mode.ON));
        }
        return VERSIONS.stream().flatMap(source -> VERSIONS.subList(VERSIONS.indexOf(source), VERSIONS.size()).stream()
                // A procedure of its cannot set a master.
                .filter(target -> !target.equals("10.1.8"))
                .filter(target -> chosen.equals("all") || chosen.equals(source + "-" + target))
                .flatMap(target -> Stream.of(
                        new Case(source, target, BY_STATEMENTS, newest(source)),
                        new Case(source, target, BY_PROCEDURES, LinkTls.Mode.OFF))));
    }

    /** Older ones have a library that speaks no TLS of today. */
    private static LinkTls.Mode newest(String version) {
        return version.startsWith("10.11") || version.startsWith("11.") ? LinkTls.Mode.VERIFIED : LinkTls.Mode.OFF;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void move_as_embedded_ones_do(Case tried) throws IOException {
        try (Servers servers = Environment.open(
                Provision.profiles().read(embedded(tried).toString(), folder),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {})) {
            servers.restore(Role.SOURCE, PrintedGrantsTest::fill);
            servers.restore(Role.SOURCE, PrintedGrantsTest::schedule);
            Path profile = GivenProfile.of(servers, folder)
                    .lines(tried.verified() ? "  tls: verified\n  ca: " + folder.resolve("certificates/ca.pem") : "")
                    .lines("purpose: rehearsal\ngates: {cutover: automatic}")
                    .write("given.yaml");

            int exit = Main.run(
                    "rehearse",
                    "--quiet",
                    "--features",
                    tried.runbook(),
                    "--reports",
                    folder.resolve("reports").toString(),
                    "-e",
                    profile.toString());

            assertThat(exit).isZero();
            assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
            toldOfTls(tried);
        }
    }

    private void toldOfTls(Case tried) throws IOException {
        String sent = Files.readString(folder.resolve("reports/latest/journal.ndjson"));
        String told = tried.runbook().equals(BY_STATEMENTS)
                ? "MASTER_SSL = %d, MASTER_SSL_VERIFY_SERVER_CERT = %d"
                        .formatted(tried.offered() ? 1 : 0, tried.verified() ? 1 : 0)
                : "rds_set_external_master\\(.*, %d\\)".formatted(tried.offered() ? 1 : 0);
        assertThat(sent).containsPattern(told);
        assertThat(audit().at("/notes").toString())
                .contains("the replication link from source to target is "
                        + (tried.offered() ? "encrypted" : "not encrypted"))
                .contains("the target shows Master_SSL_Allowed " + (tried.offered() ? "Yes" : "No"));
        assertThat(audit().at("/deviations").toString().contains("the replication link from source to target is not"))
                .isEqualTo(!tried.offered());
    }

    private Path embedded(Case tried) throws IOException {
        String tls = "";
        if (tried.offered()) {
            tls = ", "
                    + Certificates.in(folder.resolve("certificates")).options().stream()
                            .map(option ->
                                    option.replaceFirst("^--ssl$", "ssl: 1").replaceFirst("--(.*)=", "$1: "))
                            .collect(Collectors.joining(", "));
        }
        // What versions set otherwise from the start.
        String settings =
                "sql_mode: '', explicit_defaults_for_timestamp: 0, group_concat_max_len: 1024, max_allowed_packet: 16M";
        return Files.writeString(
                folder.resolve("embedded.yaml"), """
                kind: embedded
                servers:
                  source: {version: %1$s, options: {%3$s%4$s}}
                  replica: {version: %1$s, options: {%3$s}}
                  target: {version: %2$s, options: {%3$s}}
                """.formatted(tried.source(), tried.target(), settings, tls));
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
    }
}
