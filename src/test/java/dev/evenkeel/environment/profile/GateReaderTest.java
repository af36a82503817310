package dev.evenkeel.environment.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateReaderTest {
    @TempDir
    private Path folder;

    private Path signers;

    @BeforeEach
    void file() throws IOException {
        signers = Files.writeString(folder.resolve("signers"), "# nobody yet\n");
    }

    @Test
    void a_gate_that_is_not_named_asks() {
        assertThat(read("gates: {other: automatic}").gate("cutover")).isEqualTo(GatePolicy.ASK);
        assertThat(read("gates: {cutover: Ask}").gate("cutover")).isEqualTo(GatePolicy.ASK);
        assertThat(read("gates: {cutover: automatic}").gate("cutover")).isEqualTo(GatePolicy.AUTOMATIC);
        assertThat(GatePolicy.ASK.atTerminal()).isTrue();
    }

    @Test
    void a_policy_says_who_must_approve() {
        assertThat(read("""
                        gates:
                          cutover:
                            signers: %s
                            approve: 2
                            of: [alice@example.com, bob, carol]
                            notTheStarter: true
                            expires: 2h
                            proofYoungerThan: 10m
                            ticket: 'CHG-[0-9]{1,9}'
                            command: [bin/asks, --now]
                        """.formatted(signers)).gate("cutover"))
                .isEqualTo(new GatePolicy(
                        false,
                        2,
                        Optional.of(signers),
                        List.of("alice@example.com", "bob", "carol"),
                        true,
                        Duration.ofHours(2),
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of("CHG-[0-9]{1,9}"),
                        List.of("bin/asks", "--now")));
    }

    @Test
    void one_person_is_asked_where_no_number_is_given_and_none_where_a_command_decides_alone() {
        assertThat(read("gates: {cutover: {signers: %s}}".formatted(signers))
                        .gate("cutover")
                        .approve())
                .isEqualTo(1);
        GatePolicy command = read("gates: {cutover: {command: asks}}").gate("cutover");
        assertThat(command.approve()).isZero();
        assertThat(command.command()).containsExactly("asks");
        assertThat(command.atTerminal()).isFalse();
        assertThat(read("gates: {cutover: {proofYoungerThan: 5m}}")
                        .gate("cutover")
                        .atTerminal())
                .isTrue();
    }

    @Test
    void what_cannot_be_is_refused_with_its_line() {
        assertThatThrownBy(() -> read("""
                        gates:
                          cutover:
                            signers: %s
                            approve: 3
                            of: [alice, bob, '*@example.com', bob]
                            notTheStarter: yes
                            expires: 0s
                            ticket: 'CHG-['
                            proofyoungerThan: 5m
                          open:
                            approve: 2
                            notTheStarter: true
                          shut:
                            approve: 0
                            signers: /no/such/file
                          typo: automatik
                        """.formatted(signers)))
                .isInstanceOfSatisfying(Misconfigured.class, e -> assertThat(e.problems())
                        .containsExactlyInAnyOrder(
                                "given.yaml:10: gates.cutover.of names somebody twice; name each person once",
                                "given.yaml:10: gates.cutover.of must name people, for example alice@example.com;"
                                        + " patterns and lists belong into the signers file",
                                "given.yaml:11: gates.cutover.notTheStarter is 'yes', must be true or false",
                                "given.yaml:12: gates.cutover.expires is '0s', must be a time such as 30s, 10m or 2h",
                                "given.yaml:13: gates.cutover.ticket is 'CHG-[', must be a regular expression, such as"
                                        + " CHG-[0-9]+",
                                "given.yaml:14: unknown key gates.cutover.proofyoungerThan; did you mean"
                                        + " proofYoungerThan?",
                                "given.yaml:16: gates.open.approve needs gates.open.signers, the allowed_signers file"
                                        + " that names people and their keys",
                                "given.yaml:17: gates.open.notTheStarter needs gates.open.signers, the allowed_signers"
                                        + " file that names people and their keys",
                                "given.yaml:19: gates.shut.approve is 0, so that nobody is asked; give 1 or more, or a"
                                        + " command that decides",
                                "given.yaml:20: gates.shut.signers is '/no/such/file', must be the path of an"
                                        + " allowed_signers file that can be read",
                                "given.yaml:21: gates.typo is 'automatik', must be automatic or ask, or a map of"
                                        + " signers, approve, of, notTheStarter, expires, proofYoungerThan, ticket and"
                                        + " command"));
    }

    @Test
    void more_people_than_are_named_cannot_approve() {
        assertThatThrownBy(
                        () -> read("gates: {cutover: {signers: %s, approve: 3, of: [alice, bob]}}".formatted(signers)))
                .hasMessage("given.yaml:6: gates.cutover.of names 2 people and gates.cutover.approve asks for 3; name"
                        + " more, or ask for fewer");
    }

    private Profile read(String gates) {
        try {
            Path profile = Files.writeString(folder.resolve("given.yaml"), """
                    kind: embedded
                    servers:
                      source: {version: 10.1.8}
                      replica: {version: 10.1.8}
                      target: {version: 10.1.23}
                    """ + gates);
            return Provision.profiles().read(profile.toString(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
