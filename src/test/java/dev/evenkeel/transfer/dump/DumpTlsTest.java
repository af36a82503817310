package dev.evenkeel.transfer.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.tls.Tls;
import dev.evenkeel.provision.certificates.RunAuthority;
import dev.evenkeel.provision.certificates.ServerCertificate;
import dev.evenkeel.provision.certificates.TestCertificates;
import dev.evenkeel.provision.embedded.RestartableServer;
import dev.evenkeel.provision.programs.ServerHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The dump programs themselves, with a server of theirs that shows a certificate, a wrong one, or none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DumpTlsTest {
    private static final List<String> PROGRAMS = List.of("10.11.5", "11.4.5");

    @TempDir
    private static Path folder;

    private RunAuthority authority;
    private RestartableServer server;

    @BeforeAll
    void start() {
        authority = TestCertificates.authority(folder.resolve("ours"));
        server = RestartableServer.start("replica", "10.11.5", List.of());
        try (Session session = server.admin().open()) {
            session.execute("CREATE DATABASE shop");
            session.execute("CREATE TABLE shop.t (id INT PRIMARY KEY)");
            session.execute("INSERT INTO shop.t VALUES (4711)");
        }
    }

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void a_dump_over_tls_holds_the_rows() {
        shows(authority.forThisMachine("good"));
        try (Session session = server.admin().open()) {
            // Nobody is let in by TCP without TLS from here on.
            session.execute("SET GLOBAL require_secure_transport = 1");
        }

        for (String version : PROGRAMS) {
            Path file = folder.resolve(version + ".sql.gz");
            assertThat(new Dump(tool(version), Observer.NONE)
                            .write(trusting(authority), List.of("shop"), file, 1 << 20, 0)
                            .bytes())
                    .as(version)
                    .isPositive();
        }
        assertThatThrownBy(() -> over(Tls.OFF).open())
                .as("the neighbour without TLS")
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void a_program_sends_no_account_to_a_server_without_tls() {
        restart(List.of("--skip-ssl"));

        assertRefused(trusting(authority), "SSL", "TLS");
    }

    @Test
    void a_program_refuses_what_a_session_refuses() {
        shows(TestCertificates.forHosts(authority, "elsewhere", "dns:db.example.com"));
        // The same address, in a form that a program does not know for its own machine: there, 11.4 compares no names.
        assertRefused(trusting(authority, "127.1"), "SSL", "TLS");

        shows(TestCertificates.expired(authority));
        assertRefused(trusting(authority), "expired");

        RunAuthority other = TestCertificates.authority(folder.resolve("others"));
        shows(other.forThisMachine("theirs"));
        assertRefused(trusting(authority), "SSL", "TLS");
        for (String version : PROGRAMS) {
            assertThat(DumpTrial.refusal(tool(version), trusting(other)))
                    .as("who trusts them")
                    .isEmpty();
        }
    }

    @Test
    void a_program_that_knows_no_tls_of_today_is_not_chosen() {
        shows(authority.forThisMachine("fine"));
        ServerVersion dumped = ServerVersion.parse("10.1.8");
        ServerHome old = ServerHome.ofArtifact("10.1.23", line -> {});

        assertThatThrownBy(() -> DumpPrograms.among(dumped, List.of(program(old)))
                        .choose(each -> DumpTrial.refusal(
                                new DumpTool(each.executable(), each.libraries()), trusting(authority))))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(
                        "it is older than 10.11, and replica is dumped over TLS, which takes a mariadb-dump of"
                                + " 10.11 or newer");
    }

    private void assertRefused(Server refused, String... oneOf) {
        for (String version : PROGRAMS) {
            assertThat(DumpTrial.refusal(tool(version), refused))
                    .as(version)
                    .hasValueSatisfying(words -> assertThat(List.of(oneOf)).anyMatch(words::contains));
        }
    }

    private static DumpProgram program(ServerHome home) {
        return home.dump().orElseThrow();
    }

    private static DumpTool tool(String version) {
        DumpProgram program = program(ServerHome.ofArtifact(version, line -> {}));
        return new DumpTool(program.executable(), program.libraries());
    }

    private void shows(ServerCertificate certificate) {
        restart(certificate.options());
    }

    private void restart(List<String> options) {
        server.stop();
        server.start(new ArrayList<>(options));
    }

    private Server trusting(RunAuthority some) {
        return trusting(some, "127.0.0.1");
    }

    private Server trusting(RunAuthority some, String host) {
        Server admin = server.admin();
        return new Server(
                "replica",
                new Endpoint(host, admin.endpoint().port()),
                admin.login(),
                Tls.verified(some.certificate()));
    }

    private Server over(Tls tls) {
        return new Server("replica", server.admin().endpoint(), server.admin().login(), tls);
    }
}
