package dev.evenkeel.approval;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** A public key as SSH writes it (RFC 4253 section 6.6), of a type whose signatures are accepted. */
final class SshKey {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 16384;
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    /** What is before an uncompressed point of each curve in an X.509 key, and the digest that goes with the curve. */
    private static final Map<String, Curve> CURVES = Map.of(
            "nistp256", new Curve("3059301306072a8648ce3d020106082a8648ce3d030107034200", 65, "SHA256withECDSA"),
            "nistp384", new Curve("3076301006072a8648ce3d020106052b81040022036200", 97, "SHA384withECDSA"),
            "nistp521", new Curve("30819b301006072a8648ce3d020106052b8104002303818600", 133, "SHA512withECDSA"));

    private record Curve(String head, int pointBytes, String signature) {
        PublicKey key(byte[] point) {
            if (point.length != pointBytes || point[0] != 4) {
                throw new SshData.Malformed("its point is not one of its curve, uncompressed");
            }
            return SshKey.x509("EC", HexFormat.of().parseHex(head), point);
        }
    }

    private final String type;
    private final byte[] blob;
    private final PublicKey key;
    private final String verification;
    /** Of a hardware key: what it signs for, such as {@code ssh:}. */
    private final Optional<byte[]> application;

    private SshKey(String type, byte[] blob, PublicKey key, String verification, Optional<byte[]> application) {
        this.type = type;
        this.blob = blob;
        this.key = key;
        this.verification = verification;
        this.application = application;
    }

    /** @throws SshData.Malformed when it is none, or one whose signatures are not accepted */
    static SshKey of(byte[] blob) {
        SshData data = new SshData(blob);
        String type = data.name();
        SshKey key =
                switch (type) {
                    case "ssh-ed25519" -> new SshKey(type, blob, ed25519(data.string()), "Ed25519", Optional.empty());
                    case "sk-ssh-ed25519@openssh.com" ->
                        new SshKey(type, blob, ed25519(data.string()), "Ed25519", Optional.of(data.string()));
                    case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
                        elliptic(type, type.substring("ecdsa-sha2-".length()), blob, data, false);
                    case "sk-ecdsa-sha2-nistp256@openssh.com" -> elliptic(type, "nistp256", blob, data, true);
                    case "ssh-rsa" -> rsa(blob, data);
                    default ->
                        throw new SshData.Malformed(
                                "keys of type " + type + " are not accepted; accepted are ed25519, ecdsa,"
                                        + " rsa of 2048 bits and more, and their hardware keys (-sk)");
                };
        data.end();
        return key;
    }

    private static SshKey elliptic(String type, String curve, byte[] blob, SshData data, boolean hardware) {
        if (!data.name().equals(curve)) {
            throw new SshData.Malformed("its curve is not that of its type");
        }
        Curve known = CURVES.get(curve);
        PublicKey key = known.key(data.string());
        return new SshKey(type, blob, key, known.signature(), hardware ? Optional.of(data.string()) : Optional.empty());
    }

    private static SshKey rsa(byte[] blob, SshData data) {
        BigInteger exponent = new BigInteger(data.positive());
        BigInteger modulus = new BigInteger(data.positive());
        if (modulus.bitLength() < LEAST_RSA_BITS || modulus.bitLength() > MOST_RSA_BITS) {
            throw new SshData.Malformed("an RSA key of " + modulus.bitLength() + " bits is not accepted; accepted are "
                    + LEAST_RSA_BITS + " to " + MOST_RSA_BITS);
        }
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new SshKey("ssh-rsa", blob, key, "RSA", Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new SshData.Malformed("its numbers make no RSA key");
        }
    }

    private static PublicKey ed25519(byte[] point) {
        if (point.length != 32) {
            throw new SshData.Malformed("an ed25519 key has 32 bytes, this one " + point.length);
        }
        return x509("Ed25519", ED25519_HEAD, point);
    }

    private static PublicKey x509(String algorithm, byte[] head, byte[] point) {
        byte[] encoded = Arrays.copyOf(head, head.length + point.length);
        System.arraycopy(point, 0, encoded, head.length, point.length);
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new SshData.Malformed("its point is not on its curve");
        }
    }

    /**
     * Whether this key signed the message.
     *
     * @param signature as SSH writes it: the algorithm, the signature, and what a hardware key adds
     * @throws SshData.Malformed when the signature is not one of this key's type
     */
    boolean signed(byte[] message, byte[] signature) {
        SshData data = new SshData(signature);
        String algorithm = data.name();
        byte[] value = data.string();
        byte[] signed = application.isEmpty() ? message : hardwareMessage(application.get(), message, data);
        data.end();
        if (verification.equals("RSA")) {
            return verifies(rsaVerification(algorithm), signed, value);
        }
        if (!algorithm.equals(type)) {
            throw new SshData.Malformed("its signature is of type " + algorithm + ", its key of type " + type);
        }
        return verifies(verification, signed, verification.endsWith("ECDSA") ? der(value) : value);
    }

    private static String rsaVerification(String algorithm) {
        return switch (algorithm) {
            case "rsa-sha2-256" -> "SHA256withRSA";
            case "rsa-sha2-512" -> "SHA512withRSA";
            default ->
                throw new SshData.Malformed("RSA signatures of type " + algorithm
                        + " are not accepted; accepted are rsa-sha2-256 and rsa-sha2-512");
        };
    }

    private boolean verifies(String algorithm, byte[] message, byte[] value) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(value);
        } catch (GeneralSecurityException e) {
            // Of another length, or numbers that no signature has.
            return false;
        }
    }

    /** A hardware key signs digests, and says whether somebody touched it. */
    private static byte[] hardwareMessage(byte[] application, byte[] message, SshData data) {
        byte[] flags = data.take(1);
        byte[] counter = data.take(Integer.BYTES);
        if ((flags[0] & 1) == 0) {
            throw new SshData.Malformed("nobody touched the hardware key when it signed");
        }
        byte[] signed = new byte[32 + 1 + Integer.BYTES + 32];
        System.arraycopy(digest("SHA-256", application), 0, signed, 0, 32);
        signed[32] = flags[0];
        System.arraycopy(counter, 0, signed, 33, Integer.BYTES);
        System.arraycopy(digest("SHA-256", message), 0, signed, 37, 32);
        return signed;
    }

    /** The two numbers of an ECDSA signature as Java wants them. */
    private static byte[] der(byte[] signature) {
        SshData data = new SshData(signature);
        byte[] r = data.positive();
        byte[] s = data.positive();
        data.end();
        int length = 4 + r.length + s.length;
        if (r.length > 127 || s.length > 127 || length > 255) {
            throw new SshData.Malformed("its numbers are larger than those of any curve");
        }
        byte[] head = length > 127 ? new byte[] {0x30, (byte) 0x81, (byte) length} : new byte[] {0x30, (byte) length};
        byte[] der = Arrays.copyOf(head, head.length + length);
        int at = head.length;
        for (byte[] number : new byte[][] {r, s}) {
            der[at++] = 2;
            der[at++] = (byte) number.length;
            System.arraycopy(number, 0, der, at, number.length);
            at += number.length;
        }
        return der;
    }

    static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    String type() {
        return type;
    }

    /** As {@code ssh-keygen -l} prints it. */
    String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest("SHA-256", blob));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshKey that && Arrays.equals(blob, that.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }
}
