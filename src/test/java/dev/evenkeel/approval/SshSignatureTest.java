package dev.evenkeel.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of real keys, each question put to ssh-keygen too. */
class SshSignatureTest {
    private static final String TEXT = "evenkeel approval 1\nrun r-1\nreason quiet night\n";
    private static final String SPACE = Answer.NAMESPACE;

    @TempDir
    private Path folder;

    private SshKeygen keygen;

    @BeforeEach
    void program() {
        keygen = SshKeygen.in(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa 256", "ecdsa 384", "ecdsa 521", "rsa 2048"})
    void a_signature_of_each_accepted_type_is_accepted_and_with_any_byte_flipped_refused(String type) {
        String[] words = type.split(" ");
        Path key = words.length == 1
                ? keygen.key("key", "-t", words[0])
                : keygen.key("key", "-t", words[0], "-b", words[1]);
        String signers = "alice " + SshKeygen.publicKey(key) + "\n";

        for (String hash : new String[] {"hashalg=sha256", "hashalg=sha512"}) {
            String signature = keygen.sign(key, SPACE, TEXT, hash);
            assertThat(accepted(TEXT, signature)).isTrue();
            assertThat(keygen.verifies(signers, "alice", SPACE, TEXT, signature))
                    .isTrue();
        }
        String signature = keygen.sign(key, SPACE, TEXT);
        everyFlippedByteIsRefused(signature);
        sshKeygenAgreesOnFlippedBytes(signers, signature);
    }

    /** Of the text, of the armour, and of the bytes within it. */
    private static void everyFlippedByteIsRefused(String signature) {
        Random random = new Random(1);
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < text.length; at++) {
            assertThat(accepted(new String(flipped(text, at, random), StandardCharsets.ISO_8859_1), signature))
                    .isFalse();
        }
        byte[] armour = signature.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < armour.length; at++) {
            String other = new String(flipped(armour, at, random), StandardCharsets.ISO_8859_1);
            assertThat(accepted(TEXT, other)).as("byte %s of %s", at, signature).isFalse();
        }
        byte[] blob = blob(signature);
        for (int at = 0; at < blob.length; at++) {
            assertThat(accepted(TEXT, SshSignature.armoured(flipped(blob, at, random))))
                    .as("byte %s of the blob of %s", at, signature)
                    .isFalse();
        }
        for (int length = 0; length < blob.length; length++) {
            assertThat(accepted(TEXT, SshSignature.armoured(Arrays.copyOf(blob, length))))
                    .isFalse();
        }
        assertThat(accepted(TEXT, SshSignature.armoured(Arrays.copyOf(blob, blob.length + 1))))
                .isFalse();
    }

    private void sshKeygenAgreesOnFlippedBytes(String signers, String signature) {
        Random random = new Random(2);
        byte[] blob = blob(signature);
        for (int i = 0; i < 40; i++) {
            String other = SshSignature.armoured(flipped(blob, random.nextInt(blob.length), random));
            assertThat(keygen.verifies(signers, "alice", SPACE, TEXT, other))
                    .as(other)
                    .isFalse();
        }
        assertThat(keygen.verifies(signers, "alice", SPACE, TEXT + " ", signature))
                .isFalse();
        assertThat(keygen.verifies(signers, "alice", "file", TEXT, signature)).isFalse();
    }

    @Test
    void the_namespace_is_what_was_signed() {
        Path key = keygen.key("key", "-t", "ed25519");

        SshSignature signature = SshSignature.parse(keygen.sign(key, "git", TEXT));

        assertThat(signature.namespace()).isEqualTo("git");
        assertThat(signature.signs(TEXT)).isTrue();
    }

    @Test
    void texts_are_signed_as_utf_8() {
        Path key = keygen.key("key", "-t", "ed25519");
        String signature = keygen.sign(key, SPACE, "Grüße, 三\n");

        assertThat(accepted("Grüße, 三\n", signature)).isTrue();
        assertThat(accepted("Grusse, 三\n", signature)).isFalse();
    }

    @Test
    void the_fingerprint_is_as_ssh_keygen_prints_it() {
        Path key = keygen.key("key", "-t", "ed25519");

        assertThat(keygen.fingerprint(key))
                .isEqualTo(
                        SshSignature.parse(keygen.sign(key, SPACE, TEXT)).key().fingerprint());
    }

    @Test
    void rsa_keys_under_2048_bits_are_refused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2047);
        KeyPair pair = generator.generateKeyPair();

        assertThatThrownBy(() -> SshKey.of(rsa(pair)))
                .hasMessage("an RSA key of 2047 bits is not accepted; accepted are 2048 to 16384");
    }

    @Test
    void rsa_signatures_by_sha_1_are_refused_although_they_fit() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();

        for (String[] algorithm : new String[][] {{"ssh-rsa", "SHA1withRSA"}, {"rsa-sha2-512", "SHA512withRSA"}}) {
            Signature signer = Signature.getInstance(algorithm[1]);
            signer.initSign(pair.getPrivate());
            signer.update(message());
            byte[] signature = SshData.strings(SshData.ascii(algorithm[0]), signer.sign());
            String armoured = armoured(rsa(pair), signature);

            boolean sha2 = algorithm[0].equals("rsa-sha2-512");
            assertThat(accepted(TEXT, armoured)).isEqualTo(sha2);
            assertThat(keygen.verifies(
                            "alice ssh-rsa " + Base64.getEncoder().encodeToString(rsa(pair)) + "\n",
                            "alice",
                            SPACE,
                            TEXT,
                            armoured))
                    .isEqualTo(sha2);
        }
    }

    @Test
    void certificates_and_dsa_keys_are_refused_in_words() {
        assertThatThrownBy(() -> SshKey.of(SshData.strings(SshData.ascii("ssh-dss"), new byte[4])))
                .hasMessage("keys of type ssh-dss are not accepted; accepted are ed25519, ecdsa, rsa of 2048 bits and"
                        + " more, and their hardware keys (-sk)");
        assertThatThrownBy(() ->
                        SshKey.of(SshData.strings(SshData.ascii("ssh-ed25519-cert-v01@openssh.com"), new byte[4])))
                .hasMessageStartingWith("keys of type ssh-ed25519-cert-v01@openssh.com are not accepted");
    }

    /** No hardware is at hand here: what it would sign is signed by a key in memory, and ssh-keygen says whether it is so. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hardware_keys_are_accepted_when_they_were_touched(boolean edwards) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(edwards ? "Ed25519" : "EC");
        if (!edwards) {
            generator.initialize(256);
        }
        KeyPair pair = generator.generateKeyPair();
        byte[] application = SshData.ascii("ssh:");
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - (edwards ? 32 : 65), encoded.length);
        String type = edwards ? "sk-ssh-ed25519@openssh.com" : "sk-ecdsa-sha2-nistp256@openssh.com";
        byte[] key = edwards
                ? SshData.strings(SshData.ascii(type), point, application)
                : SshData.strings(SshData.ascii(type), SshData.ascii("nistp256"), point, application);
        String signers = "alice " + type + " " + Base64.getEncoder().encodeToString(key) + "\n";

        for (byte flags : new byte[] {1, 5, 0}) {
            Signature signer = Signature.getInstance(edwards ? "Ed25519" : "SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            byte[] tail = {flags, 0, 0, 1, 7};
            signer.update(SshKey.digest("SHA-256", application));
            signer.update(tail);
            signer.update(SshKey.digest("SHA-256", message()));
            byte[] made = signer.sign();
            ByteArrayOutputStream signature = new ByteArrayOutputStream();
            signature.writeBytes(SshData.strings(SshData.ascii(type), edwards ? made : plain(made)));
            signature.writeBytes(tail);
            String armoured = armoured(key, signature.toByteArray());

            assertThat(accepted(TEXT, armoured)).as("flags %s", flags).isEqualTo(flags != 0);
            // ssh-keygen leaves it to others whether a key must be touched.
            assertThat(keygen.verifies(signers, "alice", SPACE, TEXT, armoured)).isTrue();
            if (flags != 0) {
                everyFlippedByteIsRefused(armoured);
            }
        }
    }

    /** An ECDSA signature as SSH writes it, from DER. */
    private static byte[] plain(byte[] der) {
        int length = der[3];
        byte[] r = Arrays.copyOfRange(der, 4, 4 + length);
        byte[] s = Arrays.copyOfRange(der, 6 + length, der.length);
        return SshData.strings(r, s);
    }

    private static boolean accepted(String text, String signature) {
        try {
            SshSignature parsed = SshSignature.parse(signature);
            return parsed.namespace().equals(SPACE) && parsed.signs(text);
        } catch (SshData.Malformed e) {
            return false;
        }
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        byte[] other = bytes.clone();
        other[at] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private static byte[] blob(String armour) {
        return Base64.getMimeDecoder().decode(armour.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static byte[] rsa(KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return SshData.strings(SshData.ascii("ssh-rsa"), bytes(key.getPublicExponent()), bytes(key.getModulus()));
    }

    private static byte[] bytes(BigInteger number) {
        return number.toByteArray();
    }

    private static byte[] message() {
        byte[] strings = SshData.strings(
                SshData.ascii(SPACE),
                new byte[0],
                SshData.ascii("sha512"),
                SshKey.digest("SHA-512", TEXT.getBytes(StandardCharsets.UTF_8)));
        byte[] message = Arrays.copyOf(SshData.ascii("SSHSIG"), 6 + strings.length);
        System.arraycopy(strings, 0, message, 6, strings.length);
        return message;
    }

    private static String armoured(byte[] key, byte[] signature) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        blob.writeBytes(SshData.ascii("SSHSIG"));
        blob.writeBytes(new byte[] {0, 0, 0, 1});
        blob.writeBytes(SshData.strings(key, SshData.ascii(SPACE), new byte[0], SshData.ascii("sha512"), signature));
        return SshSignature.armoured(blob.toByteArray());
    }
}
