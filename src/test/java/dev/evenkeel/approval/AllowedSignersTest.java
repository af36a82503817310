package dev.evenkeel.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of allowed_signers files, each put to ssh-keygen too. */
class AllowedSignersTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String ALICE = "alice@example.com";

    @TempDir
    private Path folder;

    private SshKeygen keygen;
    private Path key;
    private String line;
    private SshSignature signature;
    private String written;

    @BeforeEach
    void keys() {
        keygen = SshKeygen.in(folder);
        key = keygen.key("alice", "-t", "ed25519");
        line = SshKeygen.publicKey(key);
        written = keygen.sign(key, Answer.NAMESPACE, "text");
        signature = SshSignature.parse(written);
    }

    @Test
    void lines_that_admit_her_are_those_that_ssh_keygen_admits_her_by() {
        for (String admitting : List.of(
                "alice@example.com KEY",
                "  alice@example.com\tKEY a comment",
                "bob@example.com,alice@example.com KEY",
                "*@example.com KEY",
                "a?ice@*.com KEY",
                "*,!bob@example.com KEY",
                "\"bob@example.com,alice@example.com\" KEY",
                "* namespaces=\"evenkeel-approval\" KEY",
                "* namespaces=\"git,evenkeel-*\" KEY",
                "* NAMESPACES=\"file,evenkeel-approval\",valid-after=\"20200101\" KEY",
                "* valid-after=\"20261130\",valid-before=\"20261201\" KEY",
                "* valid-after=\"202611301200Z\" KEY",
                "* valid-before=\"20261130120000Z\" KEY",
                "alice@example.com, KEY",
                "# nobody\n\nalice@example.com KEY",
                "bob@example.com OTHER\nalice@example.com KEY")) {
            agree(admitting, true);
        }
    }

    @Test
    void lines_that_do_not_admit_her_are_those_that_ssh_keygen_refuses() {
        for (String refusing : List.of(
                "",
                "bob@example.com KEY",
                "ALICE@example.com KEY",
                "alice@example.co KEY",
                "*,!alice@example.com KEY",
                "!alice@example.com KEY",
                "!alice@*,alice@example.com KEY",
                "alice@example.com OTHER",
                "#alice@example.com KEY",
                "* cert-authority KEY",
                "* namespaces=\"git\" KEY",
                "* namespaces=\"*,!evenkeel-approval\" KEY",
                "* namespaces=\"git\",namespaces=\"evenkeel-approval\" KEY",
                "* valid-after=\"20261201\" KEY",
                "* valid-before=\"20261130\" KEY",
                "* valid-before=\"202611301159Z\" KEY",
                "* valid-after=\"20261230\",valid-before=\"20261101\" KEY",
                "* valid-after=\"2026\" KEY",
                "* valid-after=\"20261345\" KEY",
                "* valid-after=20260101 KEY",
                "* unknown-option KEY",
                "* namespaces=\"evenkeel-approval KEY",
                "\"alice@example.com KEY",
                "alice@example.com",
                "alice@example.com ssh-ed25519",
                "alice@example.com ssh-ed25519 not+base64!",
                "alice@example.com ssh-rsa BLOB")) {
            agree(refusing, false);
        }
    }

    private void agree(String text, boolean admits) {
        String other = SshKeygen.publicKey(keygen.key("other" + Math.abs(text.hashCode()), "-t", "ed25519"));
        String signers = text.replace("KEY", line).replace("OTHER", other).replace("BLOB", line.split(" ")[1]) + "\n";

        assertThat(keygen.verifies(signers, ALICE, Answer.NAMESPACE, "text", written, "verify-time=20261130120000Z"))
                .as("ssh-keygen, by: " + text)
                .isEqualTo(admits);
        assertThat(
                        read(signers).of(signature.key(), Answer.NAMESPACE, List.of(ALICE), NOW)
                                instanceof AllowedSigners.Known)
                .as("evenkeel, by: " + text)
                .isEqualTo(admits);
    }

    @Test
    void without_names_to_look_for_those_count_that_are_no_patterns() {
        assertThat(who("alice@example.com,*@example.org,!bob,carol KEY", List.of()))
                .isEqualTo(new AllowedSigners.Known(Set.of(ALICE, "carol")));
        assertThat(who("*@example.com KEY", List.of()))
                .isEqualTo(new AllowedSigners.Nobody("its key " + signature.key() + " is listed in "
                        + folder.resolve("signers") + ":1, for patterns only, which name nobody; name the people in the"
                        + " profile"));
        assertThat(who("*@example.com KEY", List.of("bob@example.com", ALICE, "eve@example.org")))
                .isEqualTo(new AllowedSigners.Known(Set.of("bob@example.com", ALICE)));
    }

    @Test
    void whoever_is_refused_is_told_why() {
        String listed = "its key " + signature.key() + " is listed in " + folder.resolve("signers") + ":1, ";

        assertThat(who("bob KEY", List.of(ALICE)))
                .isEqualTo(new AllowedSigners.Nobody(listed + "for none of " + ALICE));
        assertThat(who("* cert-authority KEY", List.of(ALICE)))
                .isEqualTo(new AllowedSigners.Nobody(
                        listed + "cert-authority is not supported; list the key of each person"));
        assertThat(who("* namespaces=\"git\" KEY", List.of(ALICE)))
                .isEqualTo(new AllowedSigners.Nobody(listed + "for other namespaces than evenkeel-approval"));
        assertThat(who("* valid-before=\"20261130\" KEY", List.of(ALICE)))
                .isEqualTo(new AllowedSigners.Nobody(
                        listed + "valid before 2026-11-30T00:00:00Z; it is 2026-11-30T12:00:00Z now"));
        assertThat(who("bob OTHER", List.of(ALICE)))
                .isEqualTo(new AllowedSigners.Nobody("its key " + signature.key() + " is not listed in "
                        + folder.resolve("signers")
                        + ", of which not every line can be used: " + folder.resolve("signers")
                        + ":1: the line admits nobody: it has no key or option where one is expected"));
    }

    @Test
    void a_line_that_cannot_be_used_is_named_and_takes_no_other_with_it() {
        AllowedSigners signers =
                read("bob ssh-dss AAAAB3NzaC1kc3M=\n* cert-authority " + line + "\nalice " + line + "\n");

        assertThat(signers.of(signature.key(), Answer.NAMESPACE, List.of(), NOW))
                .isEqualTo(new AllowedSigners.Known(Set.of("alice")));
        assertThat(signers.problems())
                .containsExactly(
                        folder.resolve("signers") + ":1: the line admits nobody: keys of type ssh-dss are not accepted;"
                                + " accepted are ed25519, ecdsa, rsa of 2048 bits and more, and their hardware keys (-sk)",
                        folder.resolve("signers") + ":2: the line admits nobody: cert-authority is not supported; list"
                                + " the key of each person");
    }

    private AllowedSigners.Identity who(String text, List<String> people) {
        return read(text.replace("KEY", line) + "\n").of(signature.key(), Answer.NAMESPACE, people, NOW);
    }

    private AllowedSigners read(String text) {
        try {
            return AllowedSigners.read(Files.writeString(folder.resolve("signers"), text), ZoneOffset.UTC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
