package dev.evenkeel.transfer.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A stream seen through a window that keeps what is after {@link #start}, and knows its lines. */
abstract class SlidingBytes implements AutoCloseable {
    private static final int CHUNK_BYTES = 512 * 1024;

    private final InputStream in;
    byte[] buffer = new byte[2 * CHUNK_BYTES];
    int start;
    int at;
    int end;
    private boolean exhausted;
    private long left;

    private long line = 1;
    private int lineCountedTo;

    SlidingBytes(InputStream in) {
        this.in = in;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The line that begins or continues at {@link #start}. */
    final long lineOfStart() {
        countLinesTo(start);
        return line;
    }

    /** How many bytes of the stream are before {@link #start}. */
    final long bytesBeforeStart() {
        return left + start;
    }

    /** How many bytes of the stream were read over. */
    final long bytesRead() {
        return left + at;
    }

    /** At least that many bytes are in the buffer from here on. */
    final boolean have(int bytes) throws IOException {
        while (end - at < bytes) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /** Reads more, keeping what is after {@link #start}; false at the end of the file. */
    final boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        if (end + CHUNK_BYTES > buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, end, CHUNK_BYTES);
        if (read < 0) {
            exhausted = true;
            return false;
        }
        end += read;
        return true;
    }

    final boolean startsWith(String text) throws IOException {
        return have(text.length()) && new String(buffer, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** What is from here to the end of the line, a character for each byte, cut where it is very long. */
    final String restOfLine(int most) throws IOException {
        have(most);
        int to = at;
        int last = Math.min(end, at + most);
        while (to < last && buffer[to] != '\n') {
            to++;
        }
        return new String(buffer, at, to - at, StandardCharsets.ISO_8859_1);
    }

    final void skipLine() throws IOException {
        while (at < end || fill()) {
            if (buffer[at++] == '\n') {
                return;
            }
        }
    }

    final boolean lineComment() throws IOException {
        byte b = buffer[at];
        if (b == '#') {
            return true;
        }
        if (b != '-' || !have(2) || buffer[at + 1] != '-') {
            return false;
        }
        return !have(3) || buffer[at + 2] <= ' ' && buffer[at + 2] >= 0;
    }

    /** A comment that the server too passes over; the sandbox line counts as one, for it is the client's. */
    final boolean plainComment() throws IOException {
        if (!have(2) || buffer[at + 1] != '*') {
            return false;
        }
        if (!have(3)) {
            return true;
        }
        if (buffer[at + 2] == '!') {
            return startsWith("/*!999999\\-");
        }
        if (buffer[at + 2] == 'M' && have(4) && buffer[at + 3] == '!') {
            return startsWith("/*M!999999\\-");
        }
        return true;
    }

    final void skipBlockComment() throws IOException {
        at += 2;
        while (have(2)) {
            if (buffer[at] == '*' && buffer[at + 1] == '/') {
                at += 2;
                return;
            }
            at++;
        }
        at = end;
    }

    private void makeRoom() {
        countLinesTo(start);
        int kept = end - start;
        byte[] to = kept + CHUNK_BYTES > buffer.length ? new byte[Math.max(kept + CHUNK_BYTES, kept * 2)] : buffer;
        System.arraycopy(buffer, start, to, 0, kept);
        buffer = to;
        at -= start;
        lineCountedTo -= start;
        left += start;
        start = 0;
        end = kept;
    }

    private void countLinesTo(int to) {
        for (int i = lineCountedTo; i < to; i++) {
            if (buffer[i] == '\n') {
                line++;
            }
        }
        lineCountedTo = Math.max(lineCountedTo, to);
    }
}
