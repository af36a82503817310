package dev.evenkeel.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a journal back and checks its chain. One line at a time: a journal may be larger than the memory. */
public final class JournalReader {
    /** Of the file; a run of days writes some ten million bytes. */
    public static final long MOST_BYTES = 4L << 30;
    /** Of one line: the comparison of a hundred thousand tables is one. */
    public static final int MOST_LINE_BYTES = 32 << 20;

    private JournalReader() {}

    /**
     * What the entries came to.
     *
     * @param head the hash of the last one, empty where there is none
     * @param rest how many bytes follow the last whole line
     */
    public record End(long entries, String head, int rest) {
        /** The file ends in the middle of a line. */
        public boolean torn() {
            return rest > 0;
        }
    }

    /**
     * All entries, in order.
     *
     * @throws BrokenJournal at a line that is altered, missing or out of order. A torn last line, as a crash leaves it,
     *     is passed over: its entry was never reported as written.
     */
    public static List<Entry> read(Path folder) {
        List<Entry> entries = new ArrayList<>();
        read(folder, entries::add);
        return List.copyOf(entries);
    }

    /**
     * The same, one after the other.
     *
     * @throws BrokenJournal when what was handed on before must not be used
     */
    public static End read(Path folder, Consumer<Entry> reader) {
        Path file = folder.resolve(Journal.FILE);
        try (InputStream in = new BufferedInputStream(OrdinaryFile.open(folder, Journal.FILE, MOST_BYTES), 1 << 16)) {
            Lines lines = new Lines(file, reader);
            for (int next = in.read(); next >= 0; next = in.read()) {
                lines.take(next);
            }
            return lines.end();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    /**
     * The entries of one kind of a journal that is being written, each checked by itself and not for its place in the chain: what has
     * become of all entries is asked too often for that, also while nobody can write.
     *
     * @param after the number of an entry; only later ones are wanted
     * @throws BrokenJournal at a line of that kind that is altered
     */
    public static List<Entry> ofKind(Path folder, String kind, long after) {
        List<Entry> entries = new ArrayList<>();
        untouched(folder, kind, after, line -> entries.add(Line.decode(line)));
        return List.copyOf(entries);
    }

    /**
     * One text of each of these entries, of which nothing else is read: the comparison of thousands of tables is one entry.
     *
     * @param field of the entry's data
     * @return a text for each entry, empty where the field is missing or not a text
     */
    public static List<Optional<String>> textOf(Path folder, String kind, long after, String field) {
        List<Optional<String>> texts = new ArrayList<>();
        untouched(folder, kind, after, line -> texts.add(Line.text(line, field)));
        return List.copyOf(texts);
    }

    private static void untouched(Path folder, String kind, long after, Consumer<byte[]> reader) {
        Path file = folder.resolve(Journal.FILE);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        try (InputStream in = OrdinaryFile.open(folder, Journal.FILE, MOST_BYTES)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                int begin = 0;
                for (int at = 0; at < count; at++) {
                    if (piece[at] == '\n') {
                        line.write(piece, begin, at - begin);
                        byte[] whole = line.toByteArray();
                        if (isUntouched(file, whole, kind, after)) {
                            reader.accept(whole);
                        }
                        line.reset();
                        begin = at + 1;
                    }
                }
                line.write(piece, begin, count - begin);
            }
        } catch (Line.NoEntry e) {
            throw new BrokenJournal(file + ": not an entry of a journal: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    /** Whether a line is of those that are wanted. */
    private static boolean isUntouched(Path file, byte[] line, String kind, long after) {
        Line.End end = Line.End.of(line)
                .orElseThrow(() -> new BrokenJournal(file + ": a line does not end as that of an entry"));
        if (!end.kind().equals(kind) || end.seq() <= after) {
            return false;
        }
        if (!end.fits(line)) {
            throw new BrokenJournal(file + ": entry " + end.seq() + " was altered after it was written");
        }
        return true;
    }

    /** Bytes become lines, and whole lines entries. */
    private static final class Lines {
        private final Path file;
        private final Consumer<Entry> reader;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long entries;
        private String head = Journal.FIRST_PREV;

        Lines(Path file, Consumer<Entry> reader) {
            this.file = file;
            this.reader = reader;
        }

        void take(int next) {
            if (next != '\n') {
                if (line.size() == MOST_LINE_BYTES) {
                    throw broken("the line is longer than " + MOST_LINE_BYTES + " bytes");
                }
                line.write(next);
                return;
            }
            Entry entry = entry(line.toByteArray());
            line.reset();
            entries++;
            head = entry.hash();
            reader.accept(entry);
        }

        End end() {
            return new End(entries, entries == 0 ? "" : head, line.size());
        }

        private Entry entry(byte[] bytes) {
            try {
                return entry(Line.decode(bytes), bytes);
            } catch (Line.NoEntry e) {
                throw broken("not an entry of a journal: " + e.getMessage());
            }
        }

        private Entry entry(Entry entry, byte[] bytes) {
            if (entry.seq() != entries + 1 || !entry.prev().equals(head)) {
                throw broken("the entry does not follow the one before it");
            }
            Line.Hashed written = Line.hashed(entry);
            if (!entry.hash().equals(written.entry().hash())) {
                throw broken("the entry was altered after it was written");
            }
            // Spaces, another order of names, escapes that are not needed, a carriage return: none of these were
            // written.
            if (!Arrays.equals(written.line(), bytes)) {
                throw broken("the line is not in the form in which entries are written");
            }
            return entry;
        }

        private BrokenJournal broken(String reason) {
            return new BrokenJournal(file + ":" + (entries + 1) + ": " + reason);
        }
    }

    /** The journal is not what was written. */
    public static final class BrokenJournal extends RuntimeException {
        BrokenJournal(String message) {
            super(message);
        }
    }
}
