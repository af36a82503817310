package dev.evenkeel.workload;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows as LOAD DATA reads them by default: UTF-8, fields ended by tabs, rows by line feeds, {@code \N} for NULL. Bytes
 * are written in hexadecimal, for UNHEX in the statement that loads them.
 */
final class Lines {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[1 << 16];
    private int length;
    private boolean fresh = true;

    Lines text(String value) {
        separate();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 128) {
                byte[] rest = value.substring(i).getBytes(StandardCharsets.UTF_8);
                for (byte b : rest) {
                    escaped(b);
                }
                return this;
            }
            escaped((byte) c);
        }
        return this;
    }

    Lines number(long value) {
        return text(Long.toString(value));
    }

    Lines nothing() {
        separate();
        put((byte) '\\');
        put((byte) 'N');
        return this;
    }

    Lines textOrNull(boolean isNull, String value) {
        return isNull ? nothing() : text(value);
    }

    Lines bytes(byte[] value) {
        separate();
        for (byte b : value) {
            put(HEX[(b >> 4) & 15]);
            put(HEX[b & 15]);
        }
        return this;
    }

    void end() {
        put((byte) '\n');
        fresh = true;
    }

    int size() {
        return length;
    }

    /** What was written so far; to be read before the next row is written. */
    InputStream stream() {
        return new ByteArrayInputStream(buffer, 0, length);
    }

    byte[] copy() {
        return Arrays.copyOf(buffer, length);
    }

    void clear() {
        length = 0;
    }

    private void separate() {
        if (!fresh) {
            put((byte) '\t');
        }
        fresh = false;
    }

    private void escaped(byte b) {
        switch (b) {
            case '\t' -> escape('t');
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\\' -> escape('\\');
            case 0 -> escape('0');
            default -> put(b);
        }
    }

    private void escape(char letter) {
        put((byte) '\\');
        put((byte) letter);
    }

    private void put(byte b) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        buffer[length++] = b;
    }
}
