package dev.evenkeel.transfer;

import dev.evenkeel.journal.Progress;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A dump on disk, plain or gzipped, whatever its name ends in. */
final class DumpFile {
    private static final int BUFFER_BYTES = 256 * 1024;

    private DumpFile() {}

    /** Its size; complains of a file that cannot be read. */
    static long size(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TransferFailed("the dump " + file + " does not exist; name an SQL file, plain or gzipped");
        }
        if (!Files.isReadable(file)) {
            throw new TransferFailed(
                    "the dump " + file + " may not be read by this account; give it leave to read the file");
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static StatementReader open(Path file, Progress progress) throws IOException {
        BufferedInputStream raw =
                new BufferedInputStream(new Counting(Files.newInputStream(file), progress), BUFFER_BYTES);
        raw.mark(2);
        boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        if (!gzipped && file.toString().endsWith(".gz")) {
            raw.close();
            throw new TransferFailed("the dump " + file + " is named .gz and is not gzipped; gzip it or rename it");
        }
        return new StatementReader(gzipped ? new GZIPInputStream(raw, BUFFER_BYTES) : raw);
    }

    static TransferFailed unreadable(Path file, IOException e) {
        if (e instanceof java.io.EOFException || e instanceof java.util.zip.ZipException) {
            return new TransferFailed(
                    "the dump " + file + " is cut short or damaged (gzip: " + e.getMessage()
                            + "); what was loaded of it is not whole; dump again",
                    e);
        }
        return new TransferFailed("the dump " + file + " cannot be read: " + e.getMessage(), e);
    }

    /** Counts the file's own bytes, which its size is known of. */
    private static final class Counting extends FilterInputStream {
        private final Progress progress;

        Counting(InputStream in, Progress progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            progress.advance(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            progress.advance(Math.max(0, read));
            return read;
        }
    }
}
