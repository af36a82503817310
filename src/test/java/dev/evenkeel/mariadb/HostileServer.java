package dev.evenkeel.mariadb;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Speaks as a server does that has been taken over, or that somebody put in its place: it asks for the password in another way, or
 * for files of whoever connects, and keeps all it is sent.
 */
public final class HostileServer implements AutoCloseable {
    public static final String NATIVE = "mysql_native_password";
    private static final byte[] CHALLENGE = "12345678abcdefghijkl\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SWITCH = 0xfe;
    private static final int FILE = 0xfb;
    private static final int ERROR = 0xff;
    private static final int PATIENCE_MILLISECONDS = 5_000;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong said = new AtomicLong();
    private volatile Nature nature = Nature.ASKS;
    private volatile Random chance = new Random(0);
    private final String greeted;
    private final Optional<byte[]> login;
    private final Optional<String> file;
    private final String query;
    private final Optional<String> error;
    private final byte[] version;
    /** The lowest bit tells MariaDB from 10.2 on from everybody else. */
    private final byte capabilities;

    private HostileServer(
            String greeted, Optional<byte[]> login, Optional<String> file, String query, Optional<String> error)
            throws IOException {
        this("5.5.5-10.1.23-MariaDB", true, greeted, login, file, query, error);
    }

    private HostileServer(
            String version,
            boolean saysMysql,
            String greeted,
            Optional<byte[]> login,
            Optional<String> file,
            String query,
            Optional<String> error)
            throws IOException {
        this.version = (version + "\0").getBytes(StandardCharsets.UTF_8);
        this.capabilities = (byte) (saysMysql ? 0xff : 0xfe);
        this.greeted = greeted;
        this.login = login;
        this.file = file;
        this.query = query;
        this.error = error;
        Thread thread = new Thread(this::accept, "hostile server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers every login by asking for another way, which a greeting may have named already. */
    public static HostileServer switchingTo(String plugin, String greeted) throws IOException {
        byte[] name = (plugin + "\0").getBytes(StandardCharsets.US_ASCII);
        return answeringLogin(joined(new byte[] {(byte) SWITCH}, name, CHALLENGE), greeted);
    }

    /** Asks for the old way in the old words. */
    public static HostileServer switchingToTheOldestWay() throws IOException {
        return answeringLogin(new byte[] {(byte) SWITCH}, NATIVE);
    }

    public static HostileServer answeringLogin(byte[] answer, String greeted) throws IOException {
        return new HostileServer(greeted, Optional.of(answer), Optional.empty(), "", Optional.empty());
    }

    /** Lets everybody in, and answers statements that hold a text by asking for a file. */
    public static HostileServer askingFor(String file, String query) throws IOException {
        return new HostileServer(NATIVE, Optional.empty(), Optional.of(file), query, Optional.empty());
    }

    /** Lets everybody in, and refuses statements that hold a text with these words. */
    public static HostileServer refusing(String query, String words) throws IOException {
        return new HostileServer(NATIVE, Optional.empty(), Optional.empty(), query, Optional.of(words));
    }

    /** Greets by another version, and lets everybody in. */
    public static HostileServer callingItself(String version, boolean saysMysql) throws IOException {
        return new HostileServer(
                version, saysMysql, NATIVE, Optional.empty(), Optional.empty(), "no such text", Optional.empty());
    }

    /** Sends no end of a greeting, as fast as it is taken or byte by byte. */
    static HostileServer greetingForEver(boolean slowly) throws IOException {
        HostileServer server = new HostileServer(NATIVE, Optional.empty(), Optional.empty(), "", Optional.empty());
        server.nature = slowly ? Nature.SLOW : Nature.ENDLESS;
        return server;
    }

    /** Sends packets of any bytes: in the place of its greeting, or from the first question on. */
    static HostileServer babbling(long seed, boolean letsIn) throws IOException {
        HostileServer server = new HostileServer(NATIVE, Optional.empty(), Optional.empty(), "", Optional.empty());
        server.chance = new Random(seed);
        server.nature = letsIn ? Nature.BABBLES_LATER : Nature.BABBLES;
        return server;
    }

    private enum Nature {
        ASKS,
        ENDLESS,
        SLOW,
        BABBLES,
        BABBLES_LATER
    }

    /** How many bytes of an endless greeting went out. */
    long said() {
        return said.get();
    }

    private void greetForEver(OutputStream out) throws IOException {
        boolean slow = nature == Nature.SLOW;
        byte[] full = new byte[slow ? 1 : 0xff_ffff];
        for (int sequence = 0; ; sequence++) {
            int length = slow ? 0x0f_ffff : 0xff_ffff;
            out.write(new byte[] {(byte) 0xff, (byte) 0xff, (byte) (length >> 16), (byte) sequence});
            for (int left = length; left > 0; left -= full.length) {
                out.write(full);
                out.flush();
                said.addAndGet(full.length);
                if (slow) {
                    LockSupport.parkNanos(50_000_000);
                }
            }
        }
    }

    private void babble(OutputStream out, int sequence) throws IOException {
        for (int packets = 1 + chance.nextInt(4); packets > 0; packets--) {
            byte[] bytes = new byte[chance.nextInt(chance.nextInt(4) == 0 ? 3 : 200)];
            chance.nextBytes(bytes);
            if (bytes.length > 0 && chance.nextInt(2) == 0) {
                // How answers begin: a greeting, success, rows, an error, an end.
                bytes[0] = new byte[] {10, 0, 1, 2, (byte) ERROR, (byte) SWITCH}[chance.nextInt(6)];
            }
            send(out, sequence++, bytes);
        }
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    /** How often it asked for a file or for another way to log in. */
    public int asked() {
        return asked.get();
    }

    /** All that came, byte for byte. */
    public String heard() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "hostile connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            // A client that was given the wrong answer may wait too: the test is to end, with what was heard.
            socket.setSoTimeout(nature == Nature.BABBLES_LATER ? 200 : PATIENCE_MILLISECONDS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            if (nature == Nature.ENDLESS || nature == Nature.SLOW) {
                greetForEver(out);
            }
            if (nature == Nature.BABBLES) {
                babble(out, 0);
                return;
            }
            send(out, 0, greeting());
            Packet packet = next(in);
            if (login.isPresent()) {
                asked.incrementAndGet();
                send(out, packet.sequence() + 1, login.get());
                // Whatever else it may be told is of interest, and for more of it all is refused.
                packet = next(in);
                send(out, packet.sequence() + 1, refusal("28000Access denied"));
                while (true) {
                    next(in);
                }
            }
            send(out, packet.sequence() + 1, new byte[] {0, 0, 0, 2, 0, 0, 0});
            while (true) {
                Packet question = next(in);
                if (nature == Nature.BABBLES_LATER) {
                    babble(out, 1);
                } else {
                    answer(in, out, question);
                }
            }
        } catch (IOException e) {
            // It hung up, as it should.
        } finally {
            sockets.remove(socket);
        }
    }

    private void answer(DataInputStream in, OutputStream out, Packet packet) throws IOException {
        String text = new String(packet.bytes(), StandardCharsets.UTF_8);
        boolean meant = text.contains(query);
        if (meant && file.isPresent()) {
            asked.incrementAndGet();
            send(out, 1, joined(new byte[] {(byte) FILE}, file.get().getBytes(StandardCharsets.UTF_8)));
            Packet sent = next(in);
            while (sent.bytes().length > 0) {
                sent = next(in);
            }
            send(out, sent.sequence() + 1, new byte[] {0, 0, 0, 2, 0, 0, 0});
        } else if (meant && error.isPresent()) {
            send(out, 1, refusal(error.get()));
        } else if (text.contains("SELECT @@") || text.contains("select @@")) {
            variables(out, text.split("@@", -1).length - 1);
        } else {
            send(out, 1, new byte[] {0, 0, 0, 2, 0, 0, 0});
        }
    }

    /** One row, in which every variable is a million. */
    private static void variables(OutputStream out, int count) throws IOException {
        int sequence = 1;
        send(out, sequence++, new byte[] {(byte) count});
        for (int i = 0; i < count; i++) {
            byte[] names = {3, 'd', 'e', 'f', 0, 0, 0, 1, 'v', 0};
            byte[] kind = {12, 33, 0, 30, 0, 0, 0, (byte) 253, 0, 0, 0, 0, 0};
            send(out, sequence++, joined(names, kind));
        }
        send(out, sequence++, new byte[] {(byte) SWITCH, 0, 0, 2, 0});
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            row.writeBytes("\u00071000000".getBytes(StandardCharsets.US_ASCII));
        }
        send(out, sequence++, row.toByteArray());
        send(out, sequence, new byte[] {(byte) SWITCH, 0, 0, 2, 0});
    }

    private byte[] greeting() {
        return joined(
                new byte[] {10},
                version,
                new byte[] {1, 0, 0, 0},
                "12345678\0".getBytes(StandardCharsets.US_ASCII),
                // All that was possible in 10.1, except for TLS.
                new byte[] {capabilities, (byte) 0xf7, 33, 2, 0, (byte) 0x2f, 0, 21},
                new byte[10],
                "abcdefghijkl\0".getBytes(StandardCharsets.US_ASCII),
                (greeted + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] refusal(String words) {
        return joined(new byte[] {(byte) ERROR, 0x15, 0x04}, ("#" + words).getBytes(StandardCharsets.UTF_8));
    }

    private record Packet(int sequence, byte[] bytes) {}

    private Packet next(DataInputStream in) throws IOException {
        byte[] header = new byte[4];
        in.readFully(header);
        byte[] bytes = new byte[header[0] & 0xff | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16];
        in.readFully(bytes);
        synchronized (heard) {
            heard.writeBytes(bytes);
        }
        return new Packet(header[3] & 0xff, bytes);
    }

    private static void send(OutputStream out, int sequence, byte[] message) throws IOException {
        out.write(
                joined(new byte[] {(byte) message.length, (byte) (message.length >> 8), 0, (byte) sequence}, message));
        out.flush();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
