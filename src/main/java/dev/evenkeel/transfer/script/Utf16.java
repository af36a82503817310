package dev.evenkeel.transfer.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A text in UTF-16, as Windows PowerShell writes what it is given by {@code >}, read as UTF-8. */
final class Utf16 extends InputStream {
    private static final int CHUNK_CHARS = 64 * 1024;

    private final Reader text;
    private final char[] chars = new char[CHUNK_CHARS + 1];
    private byte[] bytes = new byte[0];
    private int at;
    /** The first half of a pair that was cut by the end of a chunk. */
    private int held;

    private Utf16(InputStream in, Charset charset) {
        text = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** The charset of a text that begins so, if that is UTF-16: by its mark, or by every second byte being zero. */
    static Optional<Charset> of(byte[] head) {
        if (head.length < 2) {
            return Optional.empty();
        }
        int mark = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
        if (mark == 0xFEFF || mark == 0xFFFE) {
            return Optional.of(StandardCharsets.UTF_16);
        }
        boolean little = head.length >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0;
        boolean big = head.length >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0;
        return little
                ? Optional.of(StandardCharsets.UTF_16LE)
                : big ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    static InputStream asUtf8(InputStream in, Charset charset) {
        return new Utf16(in, charset);
    }

    @Override
    public int read() throws IOException {
        return more() ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private boolean more() throws IOException {
        while (at >= bytes.length) {
            int read = text.read(chars, held, CHUNK_CHARS);
            if (read < 0) {
                return false;
            }
            int count = held + read;
            held = Character.isHighSurrogate(chars[count - 1]) ? 1 : 0;
            bytes = new String(chars, 0, count - held).getBytes(StandardCharsets.UTF_8);
            chars[0] = chars[count - 1];
            at = 0;
        }
        return true;
    }
}
