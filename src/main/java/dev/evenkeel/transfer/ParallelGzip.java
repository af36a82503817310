package dev.evenkeel.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gzips with several threads. Every block becomes a gzip member of its own, written in order; a file of several members
 * is one gzip file to every reader (RFC 1952, section 2.2).
 */
public final class ParallelGzip extends OutputStream {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int THREADS = 2;
    private static final int BLOCKS_AHEAD = 6;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, 3};

    private final OutputStream out;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "gzip");
        thread.setDaemon(true);
        return thread;
    });
    private final ArrayDeque<Future<Member>> ahead = new ArrayDeque<>();
    private byte[] block = new byte[BLOCK_BYTES];
    private int used;
    private boolean written;
    private boolean closed;

    public ParallelGzip(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        block[used++] = (byte) b;
        if (used == BLOCK_BYTES) {
            submit();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, BLOCK_BYTES - used);
            System.arraycopy(bytes, from, block, used, part);
            used += part;
            from += part;
            left -= part;
            if (used == BLOCK_BYTES) {
                submit();
            }
        }
    }

    /** Writes everything out and closes the stream below. An empty stream still is a gzip file. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (used > 0 || !written) {
                submit();
            }
            while (!ahead.isEmpty()) {
                writeOldest();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void submit() throws IOException {
        byte[] content = block;
        int length = used;
        block = new byte[BLOCK_BYTES];
        used = 0;
        written = true;
        ahead.add(threads.submit(() -> Member.of(content, length)));
        if (ahead.size() > BLOCKS_AHEAD) {
            writeOldest();
        }
    }

    private void writeOldest() throws IOException {
        try {
            Member member = ahead.remove().get();
            out.write(HEADER);
            out.write(member.deflated(), 0, member.length());
            littleEndian(member.crc());
            littleEndian(member.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while compressing");
        } catch (ExecutionException e) {
            throw new IOException("compressing failed: " + e.getCause(), e);
        }
    }

    private void littleEndian(int value) throws IOException {
        out.write(value);
        out.write(value >>> 8);
        out.write(value >>> 16);
        out.write(value >>> 24);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Member(byte[] deflated, int length, int crc, int size) {
        static Member of(byte[] content, int length) {
            // The fastest level: this runs beside the server that is being read.
            Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
            try {
                deflater.setInput(content, 0, length);
                deflater.finish();
                byte[] deflated = new byte[length + (length >> 8) + 64];
                int filled = 0;
                while (!deflater.finished()) {
                    filled += deflater.deflate(deflated, filled, deflated.length - filled);
                    if (filled == deflated.length && !deflater.finished()) {
                        deflated = java.util.Arrays.copyOf(deflated, filled * 2);
                    }
                }
                CRC32 crc = new CRC32();
                crc.update(content, 0, length);
                return new Member(deflated, filled, (int) crc.getValue(), length);
            } finally {
                deflater.end();
            }
        }
    }
}
