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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A planned run on somebody's servers, whose outage a probe measures: every step of Observe is shown. */
@Timeout(400)
class ProbedRunTest {
    @TempDir
    Path folder;

    private Servers servers;

    @BeforeEach
    void servers_of_somebody_else() throws IOException {
        servers = Environment.open(
                Provision.profiles().read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        try (Session source = servers.master(Role.SOURCE).open()) {
            source.execute("CREATE DATABASE shop");
            source.execute("CREATE TABLE shop.orders (id INT PRIMARY KEY) ENGINE = InnoDB");
            source.execute("INSERT INTO shop.orders VALUES (1), (2)");
            source.execute(
                    "CREATE TABLE shop.evenkeel_probe (id BIGINT PRIMARY KEY) ENGINE = InnoDB COMMENT = 'evenkeel probe'");
            source.execute("CREATE USER 'probing'@'%' IDENTIFIED BY 'probe-secret'");
            source.execute("GRANT SELECT, INSERT ON shop.evenkeel_probe TO 'probing'@'%'");
        }
        Files.writeString(folder.resolve("probe"), "probe-secret");
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void shows_its_outage_and_finds_every_acknowledged_write_on_the_target() throws IOException {
        Path profile = GivenProfile.of(servers, folder)
                .lines("purpose: rehearsal\ngates:\n  cutover: automatic\napplication:\n  probe: shop.evenkeel_probe\n"
                        + "  user: probing\n  password: file:" + folder.resolve("probe") + "\n  writesPerSecond: 50\n")
                .write("probed.yaml");
        Path plan = folder.resolve("plan.json");
        String reports = folder.resolve("reports").toString();
        int planned = Main.run("plan", "-e", profile.toString(), "-o", plan.toString(), "--reports", reports);
        assertThat(planned).isZero();

        assertThat(Main.run("run", plan.toString(), "--quiet", "--reports", reports))
                .isZero();

        JsonNode audit = new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
        assertThat(audit.at("/serving").asText()).isEqualTo("target");
        assertThat(audit.at("/workload/acknowledged").asLong()).isGreaterThan(50);
        assertThat(audit.at("/workload/onTarget")).isEqualTo(audit.at("/workload/acknowledged"));
        assertThat(audit.at("/workload/lost").asLong()).isZero();
        assertThat(audit.at("/cutover/unavailableMillis").asLong()).isPositive();
        assertThat(audit.at("/landed/noReturn/write").asText()).isEqualTo("rows of shop.evenkeel_probe");
        assertThat(audit.at("/landed/watched/state").asText()).isEqualTo("quiet");
        assertThat(audit.at("/notShown"))
                .extracting(step -> step.get("text").asText())
                .doesNotContain(
                        "every acknowledged write is on the target exactly once",
                        "the outage stayed within the budget",
                        "the first write that the target accepted is shown");
    }
}
