package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RdsProfileTest {
    private static final Path ENVIRONMENTS = Path.of("environments");

    @TempDir
    Path folder;

    private Profile read(String yaml) throws IOException {
        return Provision.profiles()
                .read(Files.writeString(folder.resolve("rds.yaml"), yaml).toString(), folder);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_with_its_line() {
        assertThatThrownBy(() -> read("""
                kind: rds
                aws:
                  region: eu-central-1
                  role: evenkeel
                  endpoint: http://rds.example.com
                  profile: default
                servers:
                  source: {instance: shop, user: admin, password: 'secret:'}
                  replica: {user: admin, password: 'secret:shop/master'}
                  target: {instance: shop-encrypted, user: admin, password: 'secret:shop/target', address: nowhere}
                replication: {user: repl, password: 'file:/nowhere/repl'}
                """)).isInstanceOfSatisfying(Misconfigured.class, e -> assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "rds.yaml:3: aws.account is missing; give one, for example \"123456789012\", the account that the"
                                + " instances are in",
                        "rds.yaml:4: aws.role is 'evenkeel', must be the ARN of a role,"
                                + " arn:aws:iam::123456789012:role/NAME",
                        "rds.yaml:5: aws.endpoint is 'http://rds.example.com', must be an https address, or an http"
                                + " address of this machine; leave it out for AWS itself",
                        "rds.yaml:6: unknown key aws.profile; did you mean role?",
                        "rds.yaml:8: servers.source.password names no secret; give secret:NAME or secret:ARN",
                        "rds.yaml:9: servers.replica.instance is missing; give one, for example shop-prod",
                        "rds.yaml:10: servers.target.address is 'nowhere', must be host:port",
                        "rds.yaml:11: the password of repl: the file /nowhere/repl cannot be read; check its path and"
                                + " rights"));
    }

    @Test
    void the_example_reads_as_it_is_once_its_passwords_are_there() throws IOException {
        String example = Files.readString(ENVIRONMENTS.resolve("rds.example.yaml"));
        assertThatThrownBy(() -> read(example))
                .isInstanceOfSatisfying(Misconfigured.class, e -> assertThat(e.problems())
                        .allMatch(problem -> problem.contains("is not set; set it"))
                        .isNotEmpty());

        Path password = Files.writeString(folder.resolve("password"), "x");
        Profile profile = read(example.replaceAll("env:[A-Z_]+", "file:" + password));

        assertThat(profile.kind().name()).isEqualTo("rds");
        assertThat(profile.servers()).isInstanceOf(RdsProvider.class);
    }

    @Test
    void a_key_of_rds_in_another_profile_is_told_where_it_belongs() {
        assertThatThrownBy(() -> read("""
                kind: embedded
                aws: {region: eu-central-1}
                servers:
                  source: {version: 10.11.5}
                  replica: {version: 10.11.5}
                  target: {version: 10.11.5, instance: shop}
                """)).isInstanceOfSatisfying(Misconfigured.class, e -> assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "rds.yaml:2: unknown key aws here; it belongs to profiles of kind rds; take it out, or give the"
                                + " other kind",
                        "rds.yaml:6: unknown key servers.target.instance here; it belongs to profiles of kind rds; take"
                                + " it out, or give the other kind"));
    }
}
