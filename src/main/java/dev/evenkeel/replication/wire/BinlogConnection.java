package dev.evenkeel.replication.wire;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Connections;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.tls.TlsSocket;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A connection that asks a server for its binlog, as a replica does. It can be closed from any thread at any time. */
public final class BinlogConnection implements Closeable {
    /** Three heartbeats and a little: a server that is only idle is heard of before. */
    static final Duration SILENCE = Duration.ofSeconds(6);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    /** Above what people give their servers; two followers of one number would throw each other out. */
    private static final long FIRST_SERVER_ID = 3_000_000_000L;
    /** MariaDB's GTID events, and everything older; with less it would send something else instead. */
    private static final int CAPABILITY = 4;

    private static final int QUERY = 0x03;
    private static final int BINLOG_DUMP = 0x12;
    private static final int OK = 0x00;
    private static final int END = 0xfe;
    private static final long FURTHEST = 0xffff_ffffL;

    private final Server server;
    private final Socket socket = new Socket();
    private Packets packets;
    private boolean checksums = true;

    public BinlogConnection(Server server) {
        this.server = server;
    }

    /** What the server is to do when it has sent everything. */
    public enum AtTheEnd {
        WAIT(0),
        STOP(1);

        private final int flag;

        AtTheEnd(int flag) {
            this.flag = flag;
        }
    }

    /** Connects and logs in. */
    public void open() throws IOException {
        Connections.opens(this);
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(
                    new InetSocketAddress(
                            server.endpoint().host(), server.endpoint().port()),
                    (int) CONNECT.toMillis());
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the " + server.name() + " (" + server.endpoint() + ") cannot be reached: " + e.getMessage(), e);
        }
        // It may look up our name before it greets.
        socket.setSoTimeout((int) CONNECT.toMillis());
        packets = new ServerLogin(server, new Packets(heard(socket), socket.getOutputStream()), this::secured).run();
    }

    private Packets secured(Packets open) throws IOException {
        Socket secured = TlsSocket.over(socket, server.endpoint().host(), server.tls());
        return open.over(heard(secured), secured.getOutputStream());
    }

    private InputStream heard(Socket from) throws IOException {
        return new BufferedInputStream(new Heard(from.getInputStream()), 1 << 16);
    }

    /** Asks for everything from a position on. */
    public void dump(BinlogPosition from, AtTheEnd end) throws IOException {
        if (from.offset() > FURTHEST) {
            throw new IOException(
                    "a binlog cannot be asked for from " + from + " on: replication knows no position after 4 GiB");
        }
        // Whether a file has checksums its own first event says; only the event before that follows what is set here.
        set("@master_binlog_checksum = 'CRC32'");
        set("@mariadb_slave_capability = " + CAPABILITY);
        set("@master_heartbeat_period = " + HEARTBEAT.toNanos());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(BINLOG_DUMP);
        ServerLogin.little(out, from.offset(), 4);
        ServerLogin.little(out, end.flag, 2);
        ServerLogin.little(out, FIRST_SERVER_ID + ThreadLocalRandom.current().nextInt(1_000_000_000), 4);
        out.writeBytes(from.file().getBytes(StandardCharsets.UTF_8));
        socket.setSoTimeout((int) SILENCE.toMillis());
        packets.command(out.toByteArray());
    }

    private void set(String variable) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(QUERY);
        out.writeBytes(("SET " + variable).getBytes(StandardCharsets.UTF_8));
        packets.command(out.toByteArray());
        byte[] answer = packets.answer();
        ServerLogin.Refused.check(answer);
        if (answer[0] != OK) {
            throw new IOException(
                    "the " + server.name() + " answered SET with a message of type " + (answer[0] & 0xff));
        }
    }

    /**
     * The next event, which must be finished before the one after it.
     *
     * @return empty when the server says that no more will come
     * @throws IOException also when it hangs up without saying so
     */
    public Optional<BinlogEvent> next() throws IOException {
        InputStream message = packets.next();
        int kind = message.read();
        if (kind == OK) {
            BinlogEvent event = BinlogEvent.begin(message, checksums);
            if (event.type() == BinlogEvent.FORMAT) {
                checksums = event.announcesChecksums();
            }
            return Optional.of(event);
        }
        byte[] rest = message.readNBytes(1 << 16);
        byte[] answer = new byte[1 + rest.length];
        answer[0] = (byte) kind;
        System.arraycopy(rest, 0, answer, 1, rest.length);
        ServerLogin.Refused.check(answer);
        if (kind != END) {
            throw new IOException("the " + server.name() + " answered with a message of type " + kind);
        }
        return Optional.empty();
    }

    /** Whatever is being read or connected to ends at once. */
    @Override
    public void close() throws IOException {
        Connections.closed(this);
        socket.close();
    }

    /** Says whose silence it is. */
    private final class Heard extends InputStream {
        private final InputStream in;

        Heard(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (SocketTimeoutException e) {
                throw new IOException(
                        "the " + server.name() + " has been silent for "
                                + Duration.ofMillis(socket.getSoTimeout()).toSeconds() + " s",
                        e);
            }
        }
    }
}
