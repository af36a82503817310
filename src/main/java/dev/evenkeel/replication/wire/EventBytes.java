package dev.evenkeel.replication.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one binlog event, read from front to back. Reading past the end is an error, never a zero. */
public final class EventBytes {
    /** The bytes do not mean what they should. */
    public static final class Undecodable extends RuntimeException {
        public Undecodable(String message) {
            super(message);
        }
    }

    private final byte[] bytes;
    private final int end;
    private int at;

    public EventBytes(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private EventBytes(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    public int left() {
        return end - at;
    }

    /** A reader of its own for what is left here. */
    EventBytes copy() {
        return new EventBytes(bytes, at, end);
    }

    /** A reader of its own for the next bytes, which are passed over here. */
    public EventBytes slice(int length) {
        int from = at;
        skip(length);
        return new EventBytes(bytes, from, at);
    }

    public EventBytes skip(long length) {
        if (length < 0 || length > left()) {
            throw new Undecodable("the event ends " + (length - left()) + " bytes too early");
        }
        at += (int) length;
        return this;
    }

    public byte[] rest() {
        return take(left());
    }

    public byte[] take(int length) {
        int from = at;
        skip(length);
        return Arrays.copyOfRange(bytes, from, at);
    }

    public int one() {
        return (int) little(1);
    }

    /** An unsigned number, lowest byte first; eight bytes fill the sign. */
    public long little(int length) {
        int from = at;
        skip(length);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }

    /** A number in two's complement, lowest byte first. */
    long littleSigned(int length) {
        int unused = 64 - 8 * length;
        return little(length) << unused >> unused;
    }

    /** An unsigned number, highest byte first. */
    long big(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | one();
        }
        return value;
    }

    /** A number whose own first byte says how long it is. */
    public long packed() {
        int first = one();
        return switch (first) {
            case 252 -> little(2);
            case 253 -> little(3);
            case 254 -> little(8);
            case 251, 255 -> throw new Undecodable("a length is not a number");
            default -> first;
        };
    }

    /** A name with its length before and a zero after it. */
    String name() {
        String name = new String(take(one()), StandardCharsets.UTF_8);
        if (one() != 0) {
            throw new Undecodable("a name has no end");
        }
        return name;
    }

    /** Whether another reader has the same bytes left. */
    boolean sameAs(EventBytes other) {
        return Arrays.equals(bytes, at, end, other.bytes, other.at, other.end);
    }

    public boolean[] bits(int count) {
        byte[] map = take((count + 7) / 8);
        boolean[] bits = new boolean[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (map[i / 8] >> i % 8 & 1) == 1;
        }
        return bits;
    }
}
