package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From 10.11 to 11.4: what cannot end well ends before anything is changed, and the message says what helps. */
class RefusedInPreflightTest {
    @TempDir
    Path folder;

    private Servers servers;

    @BeforeEach
    void given_servers() throws IOException {
        Path profile = Files.writeString(folder.resolve("embedded.yaml"), """
                kind: embedded
                servers:
                  source: {version: 10.11.5}
                  replica: {version: 10.11.5}
                  target: {version: 11.4.5}
                """);
        servers = Environment.open(
                Provision.profiles().read(profile.toString(), folder),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        servers.restore(Role.SOURCE, PrintedGrantsTest::fill);
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void tls_that_cannot_be() throws IOException {
        assertThat(rehearse("tls: on")).isEqualTo(2);
        assertThat(audit().at("/summary").asText())
                .contains("source: it offers no TLS (have_ssl is DISABLED), and replication.tls is on in the profile;");

        assertThat(rehearse("tls: verified\n  ca: /etc/mysql/ca.pem")).isEqualTo(2);
        assertThat(audit().at("/summary").asText())
                .contains("target: mysql.rds_set_external_master never verifies the source's certificate");
        try (Session target = servers.master(Role.TARGET).open()) {
            assertThat(target.number("SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'shop'"))
                    .isZero();
        }
    }

    @Test
    void a_right_that_the_target_cannot_give_until_the_profile_accepts_it_as_the_message_says() throws IOException {
        try (Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            source.execute("CREATE USER shopkeeper@'%' IDENTIFIED BY 'shop'");
            source.execute("GRANT ALL ON shop.* TO shopkeeper@'%'");
        }

        assertThat(rehearse("tls: off")).isEqualTo(2);
        String line = "\"'shopkeeper'@'%'\": \"grant DELETE HISTORY ON `shop`.*\": the reason";
        assertThat(audit().at("/summary").asText())
                .contains(
                        "account 'shopkeeper'@'%' holds DELETE HISTORY ON `shop`.*, which the target's account admin@% may"
                                + " not grant;")
                .contains("in the profile, accept.accounts: " + line);

        String accepted = line.replace("\": \"grant", "\": {\"grant") + "}";
        assertThat(rehearse("tls: off\naccept: {accounts: {" + accepted + "}}")).isZero();
        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit().at("/deviations").toString())
                .contains("DELETE HISTORY")
                .contains("the reason");
        try (Session target = servers.parameters(Role.TARGET).orElseThrow().open()) {
            assertThat(target.list("SHOW GRANTS FOR shopkeeper@'%'", row -> row.text(1)))
                    .anyMatch(grant -> grant.contains("EVENT, TRIGGER ON `shop`.*"))
                    .noneMatch(grant -> grant.contains("DELETE HISTORY"));
        }
    }

    private int rehearse(String lines) throws IOException {
        Path profile = GivenProfile.of(servers, folder)
                .lines("  " + lines)
                .lines("purpose: rehearsal\ngates: {cutover: automatic}")
                .write("given.yaml");
        return Main.run(
                "rehearse", "--quiet", "--reports", folder.resolve("reports").toString(), "-e", profile.toString());
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
    }
}
