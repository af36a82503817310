package dev.evenkeel.replication.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.zip.CRC32;

/** An event while it arrives. Its checksum, where it has one, is compared when it is finished. */
public final class BinlogEvent {
    public static final int ROTATE = 4;
    public static final int FORMAT = 15;
    public static final int GTID = 162;
    /** At the head of a file: per domain what was written before it. */
    public static final int GTID_LIST = 163;

    private static final int HEADER = 19;
    private static final int CHECKSUM = 4;
    private static final int CRC = 1;
    private static final int ARTIFICIAL = 0x20;
    private static final int IN_USE = 0x1;
    private static final int FLAGS = 17;
    private static final int MOST_OF_A_FORMAT = 1 << 16;

    private final InputStream message;
    private final EventHeader header;
    private final byte[] head;
    private final CRC32 sum = new CRC32();
    private final boolean sent;
    private boolean checked;
    private final Body body;
    /** Of a format event, which says itself how it ends. */
    private byte[] format = new byte[0];

    private BinlogEvent(InputStream message, byte[] head, boolean checksum) throws IOException {
        this.message = message;
        this.head = head;
        EventBytes fields = new EventBytes(head);
        long at = fields.little(4);
        int type = fields.one();
        long serverId = fields.little(4);
        long length = fields.little(4);
        long next = fields.little(4);
        int flags = (int) fields.little(2);
        this.header =
                new EventHeader(type, serverId, Instant.ofEpochSecond(at), length, next, (flags & ARTIFICIAL) != 0);
        // A format event always has the bytes of a checksum; whether they are one it says itself.
        this.sent = checksum || type == FORMAT;
        this.checked = checksum;
        long bytes = length - HEADER - (sent ? CHECKSUM : 0);
        if (bytes < 0) {
            throw new IOException("an event of " + length + " bytes is too short");
        }
        this.body = new Body(bytes);
        if (type == FORMAT) {
            readFormat();
        } else {
            sum.update(head);
        }
    }

    /** @param checksum whether events of this file end with one */
    public static BinlogEvent begin(InputStream message, boolean checksum) throws IOException {
        byte[] head = message.readNBytes(HEADER);
        if (head.length < HEADER) {
            throw new EOFException("an event ends in its header");
        }
        return new BinlogEvent(message, head, checksum);
    }

    private void readFormat() throws IOException {
        if (body.left > MOST_OF_A_FORMAT) {
            throw new IOException("a format event of " + body.left + " bytes");
        }
        // Its checksum was made before the file was marked as being written.
        byte[] closed = head.clone();
        closed[FLAGS] &= ~IN_USE;
        sum.update(closed);
        format = body.readAllBytes();
        checked = announcesChecksums();
    }

    public EventHeader header() {
        return header;
    }

    public int type() {
        return header.type();
    }

    /** Bytes of the body that were not read. */
    public long left() {
        return body.left;
    }

    /** What is before the body, without the mark that a file is being written. */
    public byte[] unmarkedHead() {
        byte[] unmarked = head.clone();
        unmarked[FLAGS] &= ~IN_USE;
        return unmarked;
    }

    /** Whether the events after this format event end with a checksum. */
    boolean announcesChecksums() throws IOException {
        int algorithm = format.length == 0 ? -1 : format[format.length - 1] & 0xff;
        return switch (algorithm) {
            case 0, 255 -> false;
            case CRC -> true;
            default -> throw new IOException("the binlog's checksums are of the unknown kind " + algorithm);
        };
    }

    /** The body up to its checksum, as it arrives. */
    public InputStream body() {
        return body;
    }

    /** The whole body. */
    public byte[] bytes() throws IOException {
        return start(Integer.MAX_VALUE);
    }

    /** The first bytes of the body, as many as there are or as are wanted. */
    public byte[] start(int most) throws IOException {
        return type() == FORMAT ? format.clone() : body.readNBytes((int) Math.min(most, body.left));
    }

    /** Passes over what was not read, and compares the checksum. */
    public void finish() throws IOException {
        body.skipAll();
        if (sent) {
            byte[] found = message.readNBytes(CHECKSUM);
            if (found.length < CHECKSUM) {
                throw new EOFException("an event ends too early");
            }
            if (checked && new EventBytes(found).little(CHECKSUM) != sum.getValue()) {
                throw new IOException("the checksum of an event of type " + type() + " that ends at "
                        + header.nextPosition() + " is wrong: it was damaged on its way, or in the binlog");
            }
        }
        if (message.read() >= 0) {
            throw new IOException("an event of type " + type() + " is longer than it says");
        }
    }

    private final class Body extends InputStream {
        private long left;

        Body(long left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = message.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("an event ends too early");
            }
            sum.update(target, offset, read);
            left -= read;
            return read;
        }

        private void skipAll() throws IOException {
            byte[] passed = new byte[(int) Math.min(left, 1 << 16)];
            while (left > 0) {
                read(passed, 0, passed.length);
            }
        }
    }
}
