package dev.evenkeel.environment.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkReaderTest {
    @TempDir
    private Path folder;

    @Test
    void a_profile_need_not_say() {
        assertThat(link("{user: repl, password: 'file:password'}")).isEmpty();
        assertThat(link("{}")).isEmpty();
    }

    @Test
    void a_profile_says_it_with_or_without_an_account() {
        assertThat(link("{tls: off}")).contains(LinkTls.OFF);
        assertThat(link("{tls: on}")).contains(LinkTls.ON);
        assertThat(link("{tls: verified, ca: /etc/mysql/ca.pem}")).contains(LinkTls.verified("/etc/mysql/ca.pem"));
        assertThat(profile("{user: repl, password: 'file:password', tls: on}").replication())
                .isPresent();
        assertThat(profile("{tls: on}").replication()).isEmpty();
    }

    @Test
    void what_does_not_fit_is_a_problem_with_its_line() {
        assertThat(problems("{tls: maybe}"))
                .containsExactly("p.yaml:6: replication.tls is 'maybe', must be off, on or verified");
        assertThat(problems("{tls: verified}"))
                .containsExactly("p.yaml:6: replication.tls is verified, and replication.ca is missing; give the path"
                        + " of the certificate of the authority that signed the source's, as the target's server reads"
                        + " it");
        assertThat(problems("{tls: on, ca: ca.pem}"))
                .containsExactly("p.yaml:6: replication.ca is given, and only replication.tls: verified uses it; say"
                        + " tls: verified, or leave ca out");
        assertThat(problems("{tls: verified, ca: \"ca.pem\\nx\"}"))
                .containsExactly("p.yaml:6: replication.ca is 'ca.pem\nx', must be the path of a file on the target's"
                        + " machine");
        assertThat(problems("{tsl: on}")).containsExactly("p.yaml:6: unknown key replication.tsl; did you mean tls?");
    }

    @Test
    void a_profile_may_choose_whose_rights_changed_objects_run_with() {
        assertThat(profile("{}").definers()).isEqualTo(Profile.Definers.LOADING_ACCOUNT);
        assertThat(profile("{}\ndefiners: loading-account").definers()).isEqualTo(Profile.Definers.LOADING_ACCOUNT);
        assertThat(profile("{}\ndefiners: invoker").definers()).isEqualTo(Profile.Definers.INVOKER);
        assertThat(problems("{}\ndefiners: caller"))
                .containsExactly("p.yaml:7: definers is 'caller', must be loading-account or invoker");
    }

    private Optional<LinkTls> link(String replication) {
        return profile(replication).linkTls();
    }

    private List<String> problems(String replication) {
        List<String> problems = new java.util.ArrayList<>();
        assertThatThrownBy(() -> profile(replication))
                .isInstanceOfSatisfying(Misconfigured.class, refused -> problems.addAll(refused.problems()));
        return problems;
    }

    private Profile profile(String replication) {
        try {
            Path password = Files.writeString(folder.resolve("password"), "secret");
            Path file = Files.writeString(
                    folder.resolve("p.yaml"), """
                    kind: embedded
                    servers:
                      source: {version: 10.11.5}
                      replica: {version: 10.11.5}
                      target: {version: 11.4.5}
                    replication: %s
                    """.formatted(replication.replace("file:password", "file:" + password)));
            return Provision.profiles().read(file.toString(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
