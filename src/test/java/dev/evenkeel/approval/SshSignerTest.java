package dev.evenkeel.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshSignerTest {
    private static final Answer ANSWER = new Answer(
            "r-1",
            "ab".repeat(32),
            "cutover",
            1,
            "cd".repeat(32),
            Answer.Word.APPROVE,
            "CHG-1",
            "",
            Instant.parse("2026-11-30T12:00:00Z"),
            Instant.parse("2026-11-30T13:00:00Z"),
            "");

    @TempDir
    private Path folder;

    @Test
    void the_first_usual_key_is_taken_and_without_one_the_sentence_says_so() throws IOException {
        assertThatThrownBy(() -> SshSigner.with(Optional.empty(), folder, Map.of(), line -> {}))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("no SSH key was found in " + folder.resolve(".ssh")
                        + " (id_ed25519_sk, id_ecdsa_sk, id_ed25519, id_ecdsa, id_rsa); give yours by --key, its .pub"
                        + " file where an agent holds it");
        Files.createDirectory(folder.resolve(".ssh"));
        SshKeygen.in(folder).key(".ssh/id_ecdsa", "-t", "ecdsa");
        Answer signed =
                SshSigner.with(Optional.empty(), folder, Map.of(), line -> {}).sign(ANSWER);

        assertThat(SshSignature.parse(signed.signature()).signs(ANSWER.text())).isTrue();
        assertThat(SshSignature.parse(signed.signature()).key().type()).isEqualTo("ecdsa-sha2-nistp256");
    }

    @Test
    void a_key_that_is_missing_or_none_gives_one_sentence() throws IOException {
        SshKeygen.in(folder);
        Path none = Files.writeString(folder.resolve("none"), "not a key\n");

        assertThatThrownBy(() -> SshSigner.with(Optional.of(folder.resolve("gone")), folder, Map.of(), line -> {}))
                .hasMessage(
                        "the key " + folder.resolve("gone") + " is not there or cannot be read; give yours by --key,"
                                + " its .pub file where an agent holds it");
        assertThatThrownBy(() -> SshSigner.with(Optional.of(none), folder, Map.of(), line -> {})
                        .sign(ANSWER))
                .isInstanceOf(Misconfigured.class)
                .hasMessageStartingWith("ssh-keygen signs the answer, and could not by " + none + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void without_ssh_keygen_the_sentence_names_the_package() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "any\n");

        assertThatThrownBy(() -> new SshSigner("/no/such/ssh-keygen", key, Map.of(), line -> {}).sign(ANSWER))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("ssh-keygen signs the answer, and /no/such/ssh-keygen cannot be started: No such file or"
                        + " directory; install it (Debian: apt-get install openssh-client)");
    }

    /** A key that asks for a passphrase and has no terminal to ask at. */
    @Test
    void a_passphrase_that_cannot_be_asked_for_gives_one_sentence() {
        SshKeygen.in(folder).key("locked", "-t", "ed25519", "-N", "secret");

        assertThatThrownBy(() -> SshSigner.with(
                                Optional.of(folder.resolve("locked")),
                                folder,
                                Map.of("SSH_ASKPASS", "/bin/false", "SSH_ASKPASS_REQUIRE", "force"),
                                line -> {})
                        .sign(ANSWER))
                .isInstanceOf(Misconfigured.class)
                .hasMessageStartingWith("ssh-keygen signs the answer, and could not by " + folder.resolve("locked"));
    }
}
