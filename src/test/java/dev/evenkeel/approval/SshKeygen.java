package dev.evenkeel.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Required;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real ssh-keygen: makes keys and signatures, and is asked what it makes of them. */
final class SshKeygen {
    private final Path folder;

    private SshKeygen(Path folder) {
        this.folder = folder;
    }

    static SshKeygen in(Path folder) {
        boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "ssh-keygen")));
        Required.need("ssh", there, "ssh-keygen is not installed (Debian: openssh-client)");
        return new SshKeygen(folder);
    }

    /** A new key pair without a passphrase; answers the private key's file. */
    Path key(String name, String... options) {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", "", "-f", file.toString()));
        command.addAll(List.of(options));
        assertThat(run("", command).exit()).isZero();
        return file;
    }

    /** Type and base64, as an allowed_signers file has them. */
    static String publicKey(Path key) {
        try {
            return Files.readString(Path.of(key + ".pub")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fingerprint(Path key) {
        return run("", List.of("ssh-keygen", "-lf", key + ".pub")).words().split(" ")[1];
    }

    String sign(Path key, String namespace, String text, String... options) {
        List<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-Y", "sign", "-f", key.toString(), "-n", namespace));
        for (String option : options) {
            command.addAll(List.of("-O", option));
        }
        Ran ran = run(text, command);
        assertThat(ran.exit()).as(ran.words()).isZero();
        return ran.words();
    }

    /** Whether ssh-keygen accepts a signature of this person by these allowed_signers. */
    boolean verifies(
            String signers, String person, String namespace, String text, String signature, String... options) {
        try {
            Path allowed = Files.writeString(folder.resolve("asked-signers"), signers);
            Path signed = Files.writeString(folder.resolve("asked.sig"), signature, StandardCharsets.ISO_8859_1);
            List<String> command = new ArrayList<>(List.of(
                    "ssh-keygen",
                    "-Y",
                    "verify",
                    "-f",
                    allowed.toString(),
                    "-I",
                    person,
                    "-n",
                    namespace,
                    "-s",
                    signed.toString()));
            for (String option : options) {
                command.addAll(List.of("-O", option));
            }
            return run(text, command).exit() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Ran(int exit, String words) {}

    private static Ran run(String input, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().remove("SSH_AUTH_SOCK");
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended without reading it all.
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            }
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Ran(process.exitValue(), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
