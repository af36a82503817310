package dev.evenkeel.approval;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the encoding of RFC 4251 section 5: numbers of four bytes, and strings after their length. There is one way to write
 * each value, and no other is read.
 */
final class SshData {
    private final byte[] bytes;
    private int at;

    SshData(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] take(int length) {
        if (length < 0 || length > bytes.length - at) {
            throw new Malformed("it ends before its last field does");
        }
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return part;
    }

    int number() {
        byte[] four = take(Integer.BYTES);
        return (four[0] & 0xff) << 24 | (four[1] & 0xff) << 16 | (four[2] & 0xff) << 8 | four[3] & 0xff;
    }

    byte[] string() {
        return take(number());
    }

    /** A string of ASCII, such as the name of an algorithm. */
    String name() {
        byte[] name = string();
        for (byte one : name) {
            if (one <= ' ' || one > '~') {
                throw new Malformed("a name in it holds a character that no name has");
            }
        }
        return new String(name, StandardCharsets.US_ASCII);
    }

    /** A positive number of any size, in as few bytes as it needs. */
    byte[] positive() {
        byte[] number = string();
        boolean negative = number.length > 0 && number[0] < 0;
        boolean padded = number.length > 0 && number[0] == 0 && (number.length == 1 || number[1] >= 0);
        if (number.length == 0 || negative || padded) {
            throw new Malformed("a number in it is not written as a positive number is");
        }
        return number;
    }

    void end() {
        if (at != bytes.length) {
            throw new Malformed("bytes follow its last field");
        }
    }

    /** Strings, each after its length. */
    static byte[] strings(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(part.length >>> shift);
            }
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Not what it should be; the message says why, as the rest of a sentence about it. */
    static final class Malformed extends RuntimeException {
        Malformed(String reason) {
            super(reason);
        }
    }
}
