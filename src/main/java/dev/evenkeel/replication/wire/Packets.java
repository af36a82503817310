package dev.evenkeel.replication.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection's messages. One that arrives is a stream, however many packets it was cut into. */
final class Packets {
    /** A packet of this length is followed by another of the same message. */
    private static final int FULL = 0xff_ffff;
    /** An answer of a server to a statement or a login is a few dozen bytes. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private final InputStream in;
    private final OutputStream out;
    private int sequence;

    Packets(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The same conversation over TLS. What came in the open and was not read is not read any more. */
    Packets over(InputStream secured, OutputStream out) {
        Packets packets = new Packets(secured, out);
        packets.sequence = sequence;
        return packets;
    }

    /** Begins a conversation of its own: a statement and its answers. */
    void command(byte[] message) throws IOException {
        sequence = 0;
        send(message);
    }

    /** @param message shorter than a packet can be */
    void send(byte[] message) throws IOException {
        byte[] packet = new byte[4 + message.length];
        packet[0] = (byte) message.length;
        packet[1] = (byte) (message.length >> 8);
        packet[2] = (byte) (message.length >> 16);
        packet[3] = (byte) sequence++;
        System.arraycopy(message, 0, packet, 4, message.length);
        out.write(packet);
        out.flush();
    }

    /** The next message in one piece. */
    byte[] answer() throws IOException {
        byte[] answer = next().readNBytes(LONGEST_ANSWER + 1);
        if (answer.length > LONGEST_ANSWER || answer.length == 0) {
            throw new IOException("an answer of " + answer.length + " bytes is not one of a MariaDB server");
        }
        return answer;
    }

    /** The next message, which must be read to its end before the one after it. */
    InputStream next() throws IOException {
        return new Message();
    }

    private final class Message extends InputStream {
        private int left;
        private boolean last;

        Message() throws IOException {
            header();
        }

        private void header() throws IOException {
            byte[] header = in.readNBytes(4);
            if (header.length < 4) {
                throw new EOFException("the server closed the connection");
            }
            if ((header[3] & 0xff) != (sequence++ & 0xff)) {
                throw new IOException("the server's packets are out of order");
            }
            left = header[0] & 0xff | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
            last = left < FULL;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left == 0) {
                if (last) {
                    return -1;
                }
                header();
            }
            int read = in.read(target, offset, Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            left -= read;
            return read;
        }
    }
}
