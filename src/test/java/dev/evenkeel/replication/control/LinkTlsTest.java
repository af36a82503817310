package dev.evenkeel.replication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Certificates;
import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.embedded.RestartableServer;
import dev.evenkeel.replication.binlog.Binlog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target of 11.4, which asks for TLS and verifies unless it is told not to, and sources of 10.11 and 10.1. */
class LinkTlsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** As long as a link that fails is looked at. */
    private static final Duration ENOUGH = Duration.ofSeconds(4);

    private static final Login OPEN = new Login("open", new Secret("open-7"));
    private static final Login ONLY_TLS = new Login("only_tls", new Secret("only-tls-7"));

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Certificates others;
    private static RestartableServer plain;
    private static RestartableServer secured;
    private static RestartableServer target;

    private final List<String> sent = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        certificates = Certificates.in(folder.resolve("right"));
        others = Certificates.in(folder.resolve("wrong"));
        plain = source("10.11.5", 11, List.of());
        secured = source("10.11.5", 12, certificates.options());
        target = RestartableServer.start("target", "11.4.5", List.of("--server-id=13", "--log-bin=b"));
    }

    private static RestartableServer source(String version, int id, List<String> more) {
        List<String> options = new ArrayList<>(List.of("--server-id=" + id, "--log-bin=b"));
        options.addAll(more);
        RestartableServer server = RestartableServer.start("source", version, options);
        try (Session session = server.admin().open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("GRANT REPLICATION SLAVE ON *.* TO ?@'%' IDENTIFIED BY ?", OPEN.user(), OPEN.password());
            session.execute(
                    "GRANT REPLICATION SLAVE ON *.* TO ?@'%' IDENTIFIED BY ? REQUIRE SSL",
                    ONLY_TLS.user(), ONLY_TLS.password());
        }
        return server;
    }

    @AfterEach
    void forget() {
        control().stop();
        control().reset();
    }

    @AfterAll
    static void end() {
        for (RestartableServer server : List.of(plain, secured, target)) {
            server.close();
        }
    }

    @Test
    void a_source_without_tls_is_followed_in_the_open_when_nobody_asked() {
        LinkChoice choice = choice(plain, Optional.empty(), Control.STATEMENTS);

        assertThat(choice)
                .isEqualTo(new LinkChoice(
                        LinkTls.OFF, "the source offers no TLS (have_ssl is DISABLED)", Optional.empty()));
        follow(plain, OPEN, choice.tls());
        runs();
        assertThat(sent.get(0)).endsWith("MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0");
        assertThat(control().shownLink()).contains(new ShownLink("No", "No"));
        assertThat(choice.sentence())
                .isEqualTo("the replication link from source to target is not encrypted: the source offers no TLS"
                        + " (have_ssl is DISABLED)");
    }

    @Test
    void a_source_with_tls_is_followed_by_it_when_nobody_asked() {
        LinkChoice choice = choice(secured, Optional.empty(), Control.STATEMENTS);

        assertThat(choice).isEqualTo(new LinkChoice(LinkTls.ON, "the source offers TLS", Optional.empty()));
        // Which is refused to a connection in the open.
        follow(secured, ONLY_TLS, choice.tls());
        runs();
        assertThat(control().shownLink()).contains(new ShownLink("Yes", "No"));
    }

    @Test
    void a_source_with_tls_is_followed_in_the_open_when_the_profile_says_so() {
        LinkChoice choice = choice(secured, Optional.of(LinkTls.OFF), Control.STATEMENTS);

        assertThat(choice)
                .isEqualTo(new LinkChoice(LinkTls.OFF, "replication.tls is off in the profile", Optional.empty()));
        follow(secured, OPEN, choice.tls());
        runs();
    }

    @Test
    void a_verified_link_needs_the_right_authority() {
        assertThat(choice(secured, Optional.of(LinkTls.verified(certificates.ca())), Control.STATEMENTS)
                        .obstacle())
                .isEmpty();
        follow(secured, ONLY_TLS, LinkTls.verified(certificates.ca()));
        runs();
        assertThat(control().shownLink()).contains(new ShownLink("Yes", "Yes"));
        forget();

        follow(secured, ONLY_TLS, LinkTls.verified(others.ca()));
        assertThatThrownBy(() -> runs(ENOUGH))
                .hasMessageContaining("error 2026")
                .hasMessageContaining("a certificate that the authority in replication.ca did not sign");
    }

    @Test
    void a_link_remembers_no_certificates_of_another_one() {
        follow(secured, ONLY_TLS, LinkTls.verified(others.ca()));
        forget();

        follow(secured, ONLY_TLS, LinkTls.ON);

        runs();
    }

    @Test
    void tls_that_the_source_does_not_offer_is_refused_beforehand() {
        assertThat(choice(plain, Optional.of(LinkTls.ON), Control.STATEMENTS).obstacle())
                .contains("source: it offers no TLS (have_ssl is DISABLED), and replication.tls is on in the profile;"
                        + " give the source a certificate (ssl_cert, ssl_key), or say replication.tls: off");
        assertThat(choice(plain, Optional.of(LinkTls.verified("ca.pem")), Control.STATEMENTS)
                        .obstacle())
                .hasValueSatisfying(obstacle -> assertThat(obstacle).contains("replication.tls is verified"));
    }

    @Test
    void a_source_that_wants_tls_is_not_followed_in_the_open() {
        try (Session source = secured.admin().open();
                Session other = target.admin().open()) {
            source.execute("SET GLOBAL require_secure_transport = 1");
            try {
                assertThat(LinkChoice.of(Optional.of(LinkTls.OFF), true, source, other, Control.STATEMENTS)
                                .obstacle())
                        .contains("source: require_secure_transport is ON, so it refuses a link without TLS, and"
                                + " replication.tls is off in the profile; say replication.tls: on");
            } finally {
                source.execute("SET GLOBAL require_secure_transport = 0");
            }
        }
    }

    @Test
    void the_procedure_verifies_nothing_and_says_so_beforehand() {
        assertThat(choice(secured, Optional.of(LinkTls.verified("ca.pem")), Control.PROCEDURES)
                        .obstacle())
                .contains("target: mysql.rds_set_external_master never verifies the source's certificate, and"
                        + " replication.tls is verified in the profile; say replication.tls: on, which encrypts without"
                        + " verifying");
        assertThat(choice(secured, Optional.of(LinkTls.ON), Control.PROCEDURES).obstacle())
                .isEmpty();
    }

    @Test
    void libraries_that_speak_no_common_version_are_not_made_to() {
        try (RestartableServer old = source("10.1.23", 14, certificates.oldOptions())) {
            assertThat(choice(old, Optional.empty(), Control.STATEMENTS))
                    .isEqualTo(new LinkChoice(
                            LinkTls.OFF,
                            "the source has YaSSL 2.4.2 and the target WolfSSL 5.7.6, which speak no version of TLS in"
                                    + " common",
                            Optional.empty()));
            // It is so: whoever asks for it all the same is told.
            follow(old, OPEN, LinkTls.ON);
            assertThatThrownBy(() -> runs(ENOUGH)).hasMessageContaining("error 2026");
        }
    }

    @Test
    void a_link_that_must_not_be_open_is_refused_beforehand_unless_the_profile_says_so() {
        assertThat(choice(plain, Optional.empty(), true, Control.STATEMENTS).obstacle())
                .contains("source: the source offers no TLS (have_ssl is DISABLED), and its link to the target must be"
                        + " encrypted; give the source a certificate (ssl_cert, ssl_key) and a program that speaks TLS 1.2,"
                        + " or say replication.tls: off in the profile, and every change crosses the network as it is");
        assertThat(choice(plain, Optional.of(LinkTls.OFF), true, Control.STATEMENTS)
                        .obstacle())
                .isEmpty();
        assertThat(choice(secured, Optional.empty(), true, Control.STATEMENTS))
                .isEqualTo(new LinkChoice(LinkTls.ON, "the source offers TLS", Optional.empty()));
    }

    private static LinkChoice choice(RestartableServer from, Optional<LinkTls> asked, Control control) {
        return choice(from, asked, false, control);
    }

    private static LinkChoice choice(
            RestartableServer from, Optional<LinkTls> asked, boolean required, Control control) {
        try (Session source = from.admin().open();
                Session to = target.admin().open()) {
            return LinkChoice.of(asked, required, source, to, control);
        }
    }

    private void follow(RestartableServer source, Login login, LinkTls tls) {
        BinlogPosition end = source.admin().read(Binlog::position);
        control().follow(source.admin().endpoint(), login, end, tls);
        control().start();
    }

    private void runs() {
        runs(LIMIT);
    }

    private void runs(Duration limit) {
        new CatchUp(new Await(Observer.NONE, Duration.ofMillis(50))).untilRunning("target", control(), limit);
    }

    private ReplicaControl control() {
        return new ReplicaControl(target.admin(), Optional.of(target.admin()), sent::add, Control.STATEMENTS);
    }
}
