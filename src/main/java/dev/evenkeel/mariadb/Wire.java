package dev.evenkeel.mariadb;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * The socket of one connection. It knows since when somebody waits for the next byte, and can be cut from any thread and at
 * any time: whatever was waiting ends then.
 */
final class Wire extends Socket {
    /** Since when nothing has come, while it cannot be asked what the server does: then the connection is dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int MOST_DOUBLED = 5;
    /** A long text is sent in pieces, so that one that moves can be distinguished from one that does not. */
    private static final int PIECE = 64 * 1024;

    /** Until it is known whose connection it is. The driver itself would wait for one byte after the other, and take them all. */
    private static final Duration LONGEST_GREETING = Duration.ofSeconds(20);

    private static final long MOST_GREETING_BYTES = 4L << 20;

    private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 10,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 5,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

    private volatile Optional<Served> served = Optional.empty();
    private volatile Optional<String> cut = Optional.empty();
    private volatile Duration patience = PATIENCE;
    private final GreetingWatch greeting = new GreetingWatch();
    private volatile long waitsSince;
    private volatile long heard = now();
    private volatile long said = now();
    private final long made = now();
    private long greeted;

    /** Whose connection it is, once it is one. */
    record Served(Server server, long connection) {}

    static long now() {
        // 0 stands for never.
        return System.nanoTime() | 1;
    }

    void serves(Server server, long connection) {
        served = Optional.of(new Served(server, connection));
    }

    Optional<Served> served() {
        return served;
    }

    /** When the wait for a byte, or for room for one, began; 0 when nobody waits. */
    long waitsSince() {
        return waitsSince;
    }

    /** When the last byte came. */
    long heard() {
        return heard;
    }

    /** Some of the answer to what was asked last has come. */
    boolean answering() {
        return heard - said > 0;
    }

    Duration patience() {
        return patience;
    }

    /** Doubles its patience for every time that the same was lost before: a slow server gets through by and by. */
    void lostBefore(int times) {
        patience = PATIENCE.multipliedBy(1L << Math.min(times, MOST_DOUBLED));
    }

    /** Ends it at once, asking nobody. */
    void cut(String reason) {
        synchronized (this) {
            if (cut.isEmpty()) {
                cut = Optional.of(reason);
            }
        }
        try {
            close();
        } catch (IOException e) {
            // It was closed already, which is the purpose.
            return;
        }
    }

    /** Why it was cut. */
    Optional<String> cutBecause() {
        return cut;
    }

    /** Why nobody logs in to the server that greeted here. */
    Optional<String> foreign() {
        return greeting.refusal();
    }

    @Override
    public void connect(SocketAddress to, int timeout) throws IOException {
        try {
            super.connect(to, timeout);
        } catch (IOException e) {
            // The driver lets go of it unclosed; somebody who tries for hours would fill the memory with them.
            close();
            throw e;
        }
        for (Map.Entry<SocketOption<Integer>, Integer> option : KEEP_ALIVE.entrySet()) {
            if (supportedOptions().contains(option.getKey())) {
                setOption(option.getKey(), option.getValue());
            }
        }
    }

    @Override
    public void close() throws IOException {
        Connections.closed(this);
        super.close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                waitsSince = now();
                int count;
                try {
                    count = in.read(into, from, length);
                } finally {
                    heardNow();
                }
                greeting.heard(into, from, count);
                greeted(count);
                return count;
            }
        };
    }

    /** Ends a server that keeps greeting. */
    private void greeted(int bytes) throws IOException {
        if (served.isPresent()) {
            return;
        }
        greeted += bytes;
        boolean late = System.nanoTime() - made > LONGEST_GREETING.toNanos();
        if (late || greeted > MOST_GREETING_BYTES) {
            String found = late ? "for " + LONGEST_GREETING.toSeconds() + " s" : "with " + greeted + " bytes";
            cut("it continues to greet " + found
                    + " and lets nobody in, as no MariaDB server does; find out what answers" + " at this address");
            throw new IOException("endless greeting");
        }
    }

    private void heardNow() {
        waitsSince = 0;
        heard = now();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    for (int at = 0; at < length; at += PIECE) {
                        waitsSince = now();
                        out.write(bytes, from + at, Math.min(PIECE, length - at));
                    }
                } finally {
                    waitsSince = 0;
                    said = now();
                }
            }
        };
    }
}
