package dev.evenkeel.approval;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it (OpenSSH's PROTOCOL.sshsig). It is read only in the one form in which
 * ssh-keygen writes it, so that no byte of it can be another.
 *
 * @param key whose it is, so it says; whose it may be is for {@link AllowedSigners} to tell
 */
record SshSignature(SshKey key, String namespace, byte[] reserved, String hash, byte[] signature) {
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
    private static final String END = "\n-----END SSH SIGNATURE-----\n";
    private static final byte[] MAGIC = SshData.ascii("SSHSIG");
    private static final int LINE = 70;
    private static final int VERSION = 1;

    /** @throws SshData.Malformed when it is not one */
    static SshSignature parse(String text) {
        if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.length() < BEGIN.length() + END.length()) {
            throw new SshData.Malformed("it is not a signature as ssh-keygen writes it");
        }
        byte[] blob;
        try {
            blob = Base64.getDecoder()
                    .decode(text.substring(BEGIN.length(), text.length() - END.length())
                            .replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw new SshData.Malformed("it is not a signature as ssh-keygen writes it");
        }
        if (!text.equals(armoured(blob))) {
            throw new SshData.Malformed("it is not a signature as ssh-keygen writes it");
        }
        return of(blob);
    }

    static String armoured(byte[] blob) {
        String base64 = Base64.getEncoder().encodeToString(blob);
        return IntStream.range(0, (base64.length() + LINE - 1) / LINE)
                .mapToObj(line -> base64.substring(line * LINE, Math.min(base64.length(), (line + 1) * LINE)))
                .collect(Collectors.joining("\n", BEGIN, END));
    }

    private static SshSignature of(byte[] blob) {
        SshData data = new SshData(blob);
        if (!Arrays.equals(data.take(MAGIC.length), MAGIC) || data.number() != VERSION) {
            throw new SshData.Malformed("it is not a signature of version " + VERSION);
        }
        SshSignature signature = new SshSignature(
                SshKey.of(data.string()),
                new String(data.string(), StandardCharsets.UTF_8),
                data.string(),
                data.name(),
                data.string());
        data.end();
        return signature;
    }

    /** Whether its key signed this text in its namespace. */
    boolean signs(String text) {
        byte[] digest =
                switch (hash) {
                    case "sha256" -> SshKey.digest("SHA-256", text.getBytes(StandardCharsets.UTF_8));
                    case "sha512" -> SshKey.digest("SHA-512", text.getBytes(StandardCharsets.UTF_8));
                    default -> throw new SshData.Malformed("it signs a digest that is neither sha256 nor sha512");
                };
        byte[] strings =
                SshData.strings(namespace.getBytes(StandardCharsets.UTF_8), reserved, SshData.ascii(hash), digest);
        byte[] message = Arrays.copyOf(MAGIC, MAGIC.length + strings.length);
        System.arraycopy(strings, 0, message, MAGIC.length, strings.length);
        return key.signed(message, signature);
    }
}
