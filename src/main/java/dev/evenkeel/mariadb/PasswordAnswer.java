package dev.evenkeel.mariadb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.client.ReadableByteBuf;
import org.mariadb.jdbc.client.socket.Reader;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.MutableByte;
import org.mariadb.jdbc.plugin.authentication.standard.Ed25519PasswordPlugin;

/** Proves to a server that a password is known without showing it. For connections that the driver cannot make. */
public final class PasswordAnswer {
    public static final String NATIVE = "mysql_native_password";
    public static final String ED25519 = "client_ed25519";

    /** Every way that is spoken, whoever speaks: the driver's connections know no other. */
    static final List<String> WAYS = List.of(NATIVE, ED25519);

    private PasswordAnswer() {}

    /** What a server does that asks for a way that is not spoken, in words that follow its name. */
    public static String refusal(Login login, String plugin) {
        return "asks account " + login.user() + " to log in with " + plugin + "; evenkeel logs in with "
                + String.join(" or ", WAYS) + " only, which never show a password: give it an account that has one of"
                + " these, and if the account has one, find out what answers at this address";
    }

    /**
     * @param plugin the way of proving that the server asks for
     * @param challenge what the server chose at random
     * @return empty for a way that is not spoken, those that show the password among them
     */
    public static Optional<byte[]> of(String plugin, Secret password, byte[] challenge) {
        return switch (plugin) {
            case NATIVE -> Optional.of(scrambled(password.reveal(), challenge));
            case ED25519 -> Optional.of(signed(password.reveal(), challenge));
            default -> Optional.empty();
        };
    }

    /** SHA1(password) XOR SHA1(challenge, SHA1(SHA1(password))); nothing for an account without a password. */
    private static byte[] scrambled(String password, byte[] challenge) {
        if (password.isEmpty()) {
            return new byte[0];
        }
        MessageDigest sha1 = sha1();
        byte[] once = sha1.digest(password.getBytes(StandardCharsets.UTF_8));
        byte[] twice = sha1.digest(once);
        // A zero ends it on the wire.
        sha1.update(challenge, 0, Math.min(20, challenge.length));
        byte[] mask = sha1.digest(twice);
        for (int i = 0; i < once.length; i++) {
            once[i] ^= mask[i];
        }
        return once;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The driver keeps its signing to itself: it is let write into a packet that goes nowhere. */
    private static byte[] signed(String password, byte[] challenge) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        try {
            new Ed25519PasswordPlugin(password, challenge)
                    .process(
                            new Writer(packet, 0, null, new MutableByte(), new MutableByte()),
                            new NoAnswer(Configuration.parse("jdbc:mariadb://localhost/")),
                            null,
                            false);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        int header = 4;
        return Arrays.copyOfRange(packet.toByteArray(), header, packet.size());
    }

    /** The server's answer is read elsewhere. */
    private static final class NoAnswer extends Reader {
        NoAnswer(Configuration configuration) {
            super(null, configuration, new MutableByte());
        }

        @Override
        public ReadableByteBuf readReusablePacket() {
            return null;
        }
    }
}
