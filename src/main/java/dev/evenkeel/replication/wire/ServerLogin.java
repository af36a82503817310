package dev.evenkeel.replication.wire;

import dev.evenkeel.mariadb.Greeting;
import dev.evenkeel.mariadb.PasswordAnswer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.tls.TlsRefusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says who we are on a new connection, in ways that never show the password. */
public final class ServerLogin {
    private static final int OK = 0x00;
    private static final int SWITCH = 0xfe;
    /** LONG_PASSWORD, LONG_FLAG, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION, PLUGIN_AUTH. No LOCAL INFILE. */
    private static final int CAPABILITIES = 0x1 | 0x4 | 0x200 | 0x2000 | 0x8000 | 0x8_0000;

    private static final int SSL = 0x800;

    private static final int UTF8MB4 = 45;
    private static final int MOST_SWITCHES = 2;

    private final Server server;
    private final Securing securing;
    private Packets packets;

    /** @param securing asked before the account is shown, where the server is to be spoken to by TLS */
    ServerLogin(Server server, Packets packets, Securing securing) {
        this.server = server;
        this.packets = packets;
        this.securing = securing;
    }

    /** Lays TLS over a connection. */
    interface Securing {
        Packets secured(Packets open) throws IOException;
    }

    /**
     * Logs in.
     *
     * @return the conversation from there on
     * @throws Refused when the server does not want us, or wants us to prove ourselves in another way
     */
    Packets run() throws IOException {
        try {
            agree();
            return packets;
        } catch (EventBytes.Undecodable e) {
            throw new IOException(who() + " does not greet as a MariaDB server does", e);
        }
    }

    private void agree() throws IOException {
        // Native first, whatever the account has: a server that knows better asks again.
        byte[] greeting = packets.answer();
        byte[] challenge = challenge(greeting);
        if (server.tls().required()) {
            secure(greeting);
        }
        packets.send(response(answer(PasswordAnswer.NATIVE, challenge)));
        for (int i = 0; i <= MOST_SWITCHES; i++) {
            byte[] reply = packets.answer();
            if (reply[0] == OK) {
                return;
            }
            Refused.check(reply);
            if ((reply[0] & 0xff) != SWITCH) {
                throw new IOException(who() + " asked for more than an answer to its challenge (" + (reply[0] & 0xff)
                        + "), which could show the password");
            }
            packets.send(again(reply));
        }
        throw new IOException(who() + " asked for another way to log in " + (MOST_SWITCHES + 1) + " times");
    }

    private void secure(byte[] greeting) throws IOException {
        if (!Greeting.of(greeting).map(Greeting::offersTls).orElse(false)) {
            throw new IOException(who() + ": " + TlsRefusal.NOT_OFFERED);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        opening(request);
        packets.send(request.toByteArray());
        try {
            packets = securing.secured(packets);
        } catch (SSLException e) {
            throw new IOException(
                    who() + ": "
                            + TlsRefusal.of(e).or(() -> TlsRefusal.hungUp(e)).orElse(e.getMessage()),
                    e);
        }
    }

    /** What a request for TLS and a login begin with. */
    private void opening(ByteArrayOutputStream out) {
        little(out, CAPABILITIES | (server.tls().required() ? SSL : 0), 4);
        little(out, 1 << 24, 4);
        out.write(UTF8MB4);
        out.writeBytes(new byte[23]);
    }

    private byte[] again(byte[] reply) throws IOException {
        EventBytes event = new EventBytes(reply).skip(1);
        if (event.left() == 0) {
            return answer("mysql_old_password", new byte[0]);
        }
        String plugin = text(event);
        return answer(plugin, unended(event.rest()));
    }

    private byte[] answer(String plugin, byte[] challenge) throws IOException {
        return PasswordAnswer.of(plugin, server.login().password(), challenge)
                .orElseThrow(() -> new IOException(who() + " " + PasswordAnswer.refusal(server.login(), plugin)));
    }

    private byte[] challenge(byte[] greeting) throws IOException {
        Refused.check(greeting);
        Optional<String> foreign = Greeting.of(greeting).flatMap(Greeting::refusal);
        if (foreign.isPresent()) {
            throw new IOException(who() + ": " + foreign.get());
        }
        EventBytes event = new EventBytes(greeting);
        int protocol = event.one();
        if (protocol != 10) {
            throw new IOException("protocol " + protocol + " is not MariaDB's");
        }
        text(event);
        event.skip(4);
        byte[] challenge = Arrays.copyOf(event.take(8), 20);
        // A filler, what the server can do, its character set and state, the challenge's length, what else it can do.
        event.skip(1 + 2 + 1 + 2 + 2 + 1 + 10);
        System.arraycopy(event.take(12), 0, challenge, 8, 12);
        return challenge;
    }

    private byte[] response(byte[] answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        opening(out);
        out.writeBytes(server.login().user().getBytes(StandardCharsets.UTF_8));
        out.write(0);
        out.write(answer.length);
        out.writeBytes(answer);
        out.writeBytes(PasswordAnswer.NATIVE.getBytes(StandardCharsets.US_ASCII));
        out.write(0);
        return out.toByteArray();
    }

    private String who() {
        return "the " + server.name() + " (" + server.endpoint() + ")";
    }

    /** Up to a zero. */
    private static String text(EventBytes event) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int next = event.one(); next != 0; next = event.one()) {
            text.write(next);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static byte[] unended(byte[] bytes) {
        boolean zero = bytes.length > 0 && bytes[bytes.length - 1] == 0;
        return zero && bytes.length != 32 ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    public static void little(ByteArrayOutputStream out, long value, int length) {
        for (int i = 0; i < length; i++) {
            out.write((int) (value >> 8 * i));
        }
    }

    /** The server's own words. */
    public static final class Refused extends IOException {
        private static final int ERROR = 0xff;

        private Refused(int number, String message) {
            super(number + " " + message);
        }

        /** @param reply of at least one byte */
        static void check(byte[] reply) throws Refused {
            if ((reply[0] & 0xff) == ERROR) {
                EventBytes event = new EventBytes(reply).skip(1);
                int number = event.left() < 2 ? 0 : (int) event.little(2);
                String message = new String(event.rest(), StandardCharsets.UTF_8);
                // The SQLSTATE, which a server leaves out before the login.
                throw new Refused(
                        number, message.startsWith("#") && message.length() > 5 ? message.substring(6) : message);
            }
        }
    }
}
