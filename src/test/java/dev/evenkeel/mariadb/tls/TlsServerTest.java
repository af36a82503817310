package dev.evenkeel.mariadb.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.certificates.RunAuthority;
import dev.evenkeel.provision.certificates.ServerCertificate;
import dev.evenkeel.provision.certificates.TestCertificates;
import dev.evenkeel.provision.embedded.RestartableServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real servers with real certificates, good and bad. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsServerTest {
    private static final String MODERN = "10.11.5";

    @TempDir
    private static Path folder;

    private RunAuthority authority;
    private ServerCertificate good;
    private RestartableServer server;

    @BeforeAll
    void start() {
        authority = TestCertificates.authority(folder.resolve("ours"));
        good = authority.forThisMachine("good");
        server = RestartableServer.start("source", MODERN, List.of());
    }

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void a_session_with_a_server_whose_certificate_is_ours_is_encrypted() {
        shows(good);

        try (Session session = trusting(authority).open()) {
            assertThat(version(session)).isIn("TLSv1.2", "TLSv1.3");
        }
        try (Session session = trusting(authority).as(server.admin().login()).openPinned()) {
            assertThat(version(session)).isNotEmpty();
        }
        try (Session open = server.admin().open()) {
            assertThat(version(open)).as("the neighbour without TLS").isEmpty();
        }
    }

    @Test
    void a_server_without_tls_is_refused_before_the_account_is_shown() {
        restart(List.of("--skip-ssl"));

        assertThat(refusal(trusting(authority)))
                .isEqualTo("source (" + endpoint() + "): the server offers no TLS; give it a certificate (ssl_cert and"
                        + " ssl_key), or say in the profile that it is used without TLS (tls), and everything crosses the"
                        + " network as it is");
    }

    @Test
    void an_expired_certificate_is_refused_with_the_day() {
        shows(TestCertificates.expired(authority));

        assertThat(refusal(trusting(authority)))
                .matches(
                        "source \\(127.*\\): the certificate CN=expired of the server expired on 20\\d\\d-\\d\\d-\\d\\dT.*Z;"
                                + " give the server a certificate that is valid now, or set the clock of this machine where that is"
                                + " wrong");
    }

    @Test
    void a_certificate_that_is_not_valid_yet_is_refused_with_the_day() {
        shows(TestCertificates.notYet(authority));

        assertThat(refusal(trusting(authority)))
                .matches(
                        "source \\(127.*\\): the certificate CN=not-yet of the server is valid from .*Z on only; give .*");
    }

    @Test
    void a_certificate_for_another_host_is_refused_with_both_names() {
        shows(TestCertificates.forHosts(authority, "elsewhere", "dns:db.example.com,ip:192.0.2.7"));

        assertThat(refusal(trusting(authority)))
                .isEqualTo("source (" + endpoint() + "): the server's certificate is for db.example.com, 192.0.2.7 and"
                        + " not for 127.0.0.1; give the name that the certificate has as the server's host in the profile,"
                        + " or the server a certificate for 127.0.0.1");
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused_with_whose_it_is() {
        RunAuthority other = TestCertificates.authority(folder.resolve("others"));
        shows(other.forThisMachine("theirs"));

        assertThat(refusal(trusting(authority)))
                .isEqualTo(
                        "source (" + endpoint() + "): the server's certificate CN=theirs is signed by CN=authority of"
                                + " others, and none of the 1 authorities in " + authority.certificate()
                                + " has signed it; name a"
                                + " file with the certificate of that authority (tls.ca in the profile), and if you do not know"
                                + " it, find out what answers at this address");
        try (Session session = trusting(other).open()) {
            assertThat(version(session)).as("who trusts them").isNotEmpty();
        }
    }

    @Test
    void the_system_knows_no_authority_of_a_run() {
        shows(good);

        assertThat(refusal(over(Tls.verified(SystemAuthorities.file())))).contains("none of the ", " has signed it");
    }

    @Test
    void a_server_that_ends_at_tls_1_1_is_refused_with_what_to_do() {
        ServerCertificate certificate = TestCertificates.forOldServers(authority.forThisMachine("old"));
        try (RestartableServer old = RestartableServer.start("source", "10.1.23", certificate.options())) {
            try (Session session = old.admin().open()) {
                assertThat(session.text("SELECT @@have_ssl")).isEqualTo("YES");
                assertThat(session.text("SELECT @@version_ssl_library")).startsWith("YaSSL");
            }
            Server secured = new Server(
                    "source", old.admin().endpoint(), old.admin().login(), Tls.verified(authority.certificate()));
            assertThatThrownBy(secured::open)
                    .hasMessage(
                            "source (" + old.admin().endpoint() + "): the server closed the connection as soon as TLS"
                                    + " 1.2 or 1.3 was begun, as servers do that speak only older versions; use a server program"
                                    + " that is built with OpenSSL (those built with yaSSL, as MariaDB's own up to 10.1 and many"
                                    + " of 10.2 to 10.4, end at TLS 1.1), or say in the profile that it is used without TLS (tls),"
                                    + " and everything crosses the network as it is");
        }
    }

    @Test
    void a_server_that_is_set_to_tls_1_1_is_refused_with_what_to_do() {
        List<String> options = new ArrayList<>(good.options());
        options.add("--tls-version=TLSv1.1");
        restart(options);

        assertThat(refusal(trusting(authority)))
                .startsWith(
                        "source (" + endpoint() + "): the server speaks no TLS of version 1.2 or 1.3, only older ones,"
                                + " which can be read along; use a server program that is built with OpenSSL");
    }

    @Test
    void a_file_without_certificates_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("empty.pem"), "nothing");

        assertThat(Authorities.problem(file))
                .hasValueSatisfying(text -> assertThat(text).startsWith(file + " is not a PEM file of certificates ("));
        assertThat(Authorities.problem(folder.resolve("absent.pem"))).hasValueSatisfying(text -> assertThat(text)
                .startsWith("the certificates of authorities in " + folder));
        assertThat(Authorities.problem(authority.certificate())).isEmpty();
        assertThat(refusal(over(Tls.verified(file)))).contains(file + " is not a PEM file of certificates");
    }

    @Test
    void what_was_made_for_a_run_is_for_its_owner_alone() throws Exception {
        authority.forThisMachine("private");

        try (Stream<Path> files = Files.list(folder.resolve("ours"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".key")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .containsExactlyInAnyOrder(
                                    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    @Test
    void only_this_machine_by_its_own_name_is_used_without_tls_when_nobody_says_so() {
        assertThat(List.of("localhost", "127.0.0.1", "127.1.2.3", "::1"))
                .allMatch(host -> !Tls.unlessLocal(host).required());
        assertThat(List.of("db", "10.0.0.1", "127.example.com", "localhost.example.com", "::2"))
                .allMatch(host -> Tls.unlessLocal(host).required());
    }

    private static String version(Session session) {
        return session.first("SHOW STATUS LIKE 'Ssl_version'", row -> row.text(2))
                .orElseThrow();
    }

    private void shows(ServerCertificate certificate) {
        restart(certificate.options());
    }

    private void restart(List<String> options) {
        server.stop();
        server.start(options);
    }

    private Endpoint endpoint() {
        return server.admin().endpoint();
    }

    private Server trusting(RunAuthority some) {
        return over(Tls.verified(some.certificate()));
    }

    private Server over(Tls tls) {
        return new Server("source", endpoint(), server.admin().login(), tls);
    }

    private static String refusal(Server server) {
        DatabaseException refused = catchThrowableOfType(
                DatabaseException.class, () -> server.open().close());
        assertThat(refused.lost()).as("nobody tries again").isFalse();
        return refused.getMessage();
    }
}
