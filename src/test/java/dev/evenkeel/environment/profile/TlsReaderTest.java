package dev.evenkeel.environment.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.ConnectionTls;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.tls.SystemAuthorities;
import dev.evenkeel.mariadb.tls.Tls;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.certificates.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsReaderTest {
    private static final Endpoint AWAY = new Endpoint("db.example.com", 3306);
    private static final Endpoint HERE = new Endpoint("127.0.0.1", 3306);

    @TempDir
    private Path folder;

    @Test
    void a_server_elsewhere_is_spoken_to_by_tls_unless_the_profile_says_off() {
        Tls systems = Tls.verified(SystemAuthorities.file());

        assertThat(tls("").of(Role.SOURCE, AWAY)).isEqualTo(systems);
        assertThat(tls("").of(Role.SOURCE, HERE)).isEqualTo(Tls.OFF);
        assertThat(tls("tls: {mode: verified}").of(Role.SOURCE, HERE)).isEqualTo(systems);
        assertThat(tls("tls: {mode: off}").of(Role.SOURCE, AWAY)).isEqualTo(Tls.OFF);
    }

    @Test
    void a_single_server_may_be_left_out_in_so_many_words() {
        ConnectionTls tls = tls("tls: {source: off}");

        assertThat(tls.of(Role.SOURCE, AWAY)).isEqualTo(Tls.OFF);
        assertThat(tls.of(Role.TARGET, AWAY).required()).isTrue();
        assertThat(tls("tls: {mode: off, target: verified}")
                        .of(Role.TARGET, HERE)
                        .required())
                .isTrue();
    }

    @Test
    void a_servers_connections_follow_the_profile() {
        Path ca = TestCertificates.authority(folder.resolve("ours")).certificate();
        Profile profile = profile("tls: {ca: " + ca + "}");
        GivenTls given = new GivenTls(profile);

        assertThat(given.master(Role.SOURCE).tls()).isEqualTo(Tls.verified(ca));
        assertThat(given.application(AWAY).tls()).isEqualTo(Tls.verified(ca));
        assertThat(given.application(new Endpoint("elsewhere.example.com", 3306))
                        .tls())
                .as("a proxy")
                .isEqualTo(Tls.verified(ca));
    }

    @Test
    void what_does_not_fit_is_a_problem_with_its_line() {
        assertThat(problems("tls: {mode: on}")).containsExactly("p.yaml:7: tls.mode is 'on', must be verified or off");
        assertThat(problems("tls: {mode: OFF}"))
                .containsExactly("p.yaml:7: tls.mode is 'OFF', must be verified or off");
        assertThat(problems("tls: {modus: off}")).singleElement().asString().contains("unknown key tls.modus");
        assertThat(problems("tls: {ca: /nowhere/ca.pem}"))
                .containsExactly(
                        "p.yaml:7: tls.ca: the certificates of authorities in /nowhere/ca.pem cannot be read; give"
                                + " the path of a PEM file with the certificate of the authority that signed the server's, for RDS"
                                + " the bundle that AWS offers");
    }

    @Test
    void servers_that_a_run_starts_get_certificates_of_its_own_or_none() {
        assertThat(Provision.profiles()
                        .read("embedded-tls", Path.of("environments"))
                        .tls()
                        .demanded())
                .isTrue();
        assertThat(startedProblems("embedded", "tls: {mode: verified, ca: x.pem, source: off}"))
                .containsExactlyInAnyOrder(
                        "p.yaml:6: tls.ca is given, and servers that are started for the run get certificates of an"
                                + " authority that is made with them; leave it out",
                        "p.yaml:6: tls.source is given, and servers that are started for the run are all alike; say"
                                + " tls.mode for all of them");
        assertThat(startedProblems("containers", "tls: {mode: verified}"))
                .contains("p.yaml:6: tls.mode is verified, and servers of kind containers are started without"
                        + " certificates; use kind: embedded, or leave it out");
    }

    private record GivenTls(Servers servers) {
        GivenTls(Profile profile) {
            this(Environment.open(profile, dev.evenkeel.journal.Observer.NONE, Path.of("none"), s -> {}, s -> {}));
        }

        dev.evenkeel.mariadb.Server master(Role role) {
            return servers.master(role);
        }

        dev.evenkeel.mariadb.Server application(Endpoint at) {
            return servers.forApplication(at, servers.master(Role.SOURCE).login());
        }
    }

    private ConnectionTls tls(String more) {
        return profile(more).tls();
    }

    private List<String> problems(String more) {
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(() -> profile(more))
                .isInstanceOfSatisfying(Misconfigured.class, refused -> problems.addAll(refused.problems()));
        return problems;
    }

    private List<String> startedProblems(String kind, String more) {
        String key = kind.equals("embedded") ? "version: 10.11.5" : "image: 'mariadb:10.11'";
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(() -> read("kind: " + kind + "\nservers:\n  source: {" + key + "}\n  replica: {" + key
                        + "}\n  target: {" + key + "}\n" + more + "\n"))
                .isInstanceOfSatisfying(Misconfigured.class, refused -> problems.addAll(refused.problems()));
        return problems;
    }

    private Profile profile(String more) {
        String account = "user: u, password: 'file:" + folder.resolve("password") + "'";
        return read("kind: servers\nservers:\n  source: {host: db.example.com, " + account + "}\n"
                + "  replica: {host: replica.example.com, " + account + "}\n  target: {host: target.example.com, "
                + account
                + "}\nreplication: {" + account + "}\n" + more + "\n");
    }

    private Profile read(String text) {
        try {
            Files.writeString(folder.resolve("password"), "secret");
            Path file = Files.writeString(folder.resolve("p.yaml"), text);
            return Provision.profiles().read(file.toString(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
