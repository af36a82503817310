package dev.evenkeel.transfer.script;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is packed, told by its first bytes and not by its name. */
enum Packing {
    GZIP("gzip", "gzipped", ".gz", 0x1f, 0x8b),
    BZIP2("bzip2", "packed by bzip2", ".bz2", 'B', 'Z', 'h'),
    XZ("xz", "packed by xz", ".xz", 0xfd, '7', 'z', 'X', 'Z', 0),
    ZSTD("zstd", "packed by zstd", ".zst", 0x28, 0xb5, 0x2f, 0xfd),
    NONE("", "", "");

    private static final int BUFFER_BYTES = 256 * 1024;
    /** The XZ index of a hostile file could ask for any amount of memory. */
    private static final int XZ_MEMORY_KIB = 512 * 1024;
    /** What "zstd --long=31" writes. */
    private static final int ZSTD_WINDOW_LOG = 31;

    private final String program;
    private final String packed;
    private final String suffix;
    private final int[] magic;

    Packing(String program, String packed, String suffix, int... magic) {
        this.program = program;
        this.packed = packed;
        this.suffix = suffix;
        this.magic = magic;
    }

    static Packing of(byte[] head) {
        return Arrays.stream(values())
                .filter(one -> one.begins(head))
                .findFirst()
                .orElse(NONE);
    }

    /** What the name of a file claims. */
    static Packing named(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(one -> one != NONE && lower.endsWith(one.suffix))
                .findFirst()
                .orElse(NONE);
    }

    /** {@code gzip}, as the program is called. */
    String program() {
        return program;
    }

    /** {@code gzipped}. */
    String packed() {
        return packed;
    }

    String suffix() {
        return suffix;
    }

    /** The content; several packed files one after the other are one. */
    InputStream open(InputStream file) throws IOException {
        try {
            return switch (this) {
                case GZIP -> new Unpacked(new GZIPInputStream(file, BUFFER_BYTES), this);
                case BZIP2 -> new Unpacked(new BZip2CompressorInputStream(file, true), this);
                case XZ -> new Unpacked(new XZInputStream(file, XZ_MEMORY_KIB), this);
                case ZSTD -> new Unpacked(new ZstdInputStream(file).setLongMax(ZSTD_WINDOW_LOG), this);
                case NONE -> file;
            };
        } catch (IOException e) {
            throw new Damaged(this, e);
        }
    }

    private boolean begins(byte[] head) {
        if (head.length < magic.length || magic.length == 0) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** What is packed cannot be unpacked to its end. */
    static final class Damaged extends IOException {
        Damaged(Packing packing, IOException cause) {
            super(
                    packing.program + ": " + (cause.getMessage() == null ? "it ends too early" : cause.getMessage()),
                    cause);
        }
    }

    private static final class Unpacked extends FilterInputStream {
        private final Packing packing;

        Unpacked(InputStream in, Packing packing) {
            super(in);
            this.packing = packing;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw new Damaged(packing, e);
            }
        }
    }
}
