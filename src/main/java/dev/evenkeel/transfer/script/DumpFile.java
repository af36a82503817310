package dev.evenkeel.transfer.script;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.transfer.TransferFailed;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A dump on disk, plain or packed, in UTF-16 or not, whatever its name ends in. */
public final class DumpFile {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int MAGIC_BYTES = 8;

    private DumpFile() {}

    /** Its size; complains of a file that cannot be read. */
    public static long size(Path file) {
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

    /** Its text, unpacked and, where it was in UTF-16, in UTF-8. */
    static InputStream open(Path file, Progress progress) throws IOException {
        BufferedInputStream raw = buffered(new Counting(Files.newInputStream(file), progress));
        try {
            Packing packing = Packing.of(head(raw));
            Packing claimed = Packing.named(file.getFileName().toString());
            if (packing == Packing.NONE && claimed != Packing.NONE) {
                throw new TransferFailed("the dump " + file + " is named " + claimed.suffix() + " and is not "
                        + claimed.packed() + "; " + claimed.program() + " it or rename it");
            }
            if (packing == Packing.NONE) {
                return text(raw);
            }
            return text(buffered(packing.open(raw)));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    public static TransferFailed unreadable(Path file, IOException e) {
        if (e instanceof Packing.Damaged) {
            return new TransferFailed(
                    "the dump " + file + " is cut short or damaged (" + e.getMessage()
                            + "); what was loaded of it is not whole; dump again",
                    e);
        }
        if (e instanceof CharacterCodingException) {
            return new TransferFailed(
                    "the dump " + file
                            + " begins as a text in UTF-16 and does not continue as one; what was loaded of it is"
                            + " not whole; dump again, with mysqldump --result-file",
                    e);
        }
        return new TransferFailed("the dump " + file + " cannot be read: " + e.getMessage(), e);
    }

    private static InputStream text(BufferedInputStream in) throws IOException {
        Optional<Charset> utf16 = Utf16.of(head(in));
        return utf16.isPresent() ? Utf16.asUtf8(in, utf16.get()) : in;
    }

    private static BufferedInputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER_BYTES);
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(MAGIC_BYTES);
        byte[] head = new byte[MAGIC_BYTES];
        int read = in.readNBytes(head, 0, MAGIC_BYTES);
        in.reset();
        return Arrays.copyOf(head, read);
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
