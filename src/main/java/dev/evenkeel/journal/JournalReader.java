package dev.evenkeel.journal;

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
import java.util.function.Supplier;

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
        try (InputStream in = OrdinaryFile.open(folder, Journal.FILE, MOST_BYTES)) {
            Entries entries = new Entries(file, reader);
            return entries.end(lines(in, entries::take, entries::tooLong));
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
        try (InputStream in = OrdinaryFile.open(folder, Journal.FILE, MOST_BYTES)) {
            lines(
                    in,
                    line -> {
                        if (isUntouched(file, line, kind, after)) {
                            reader.accept(line);
                        }
                    },
                    () -> new BrokenJournal(file + ": a line is longer than " + MOST_LINE_BYTES + " bytes"));
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

    /**
     * Cuts bytes into lines, by pieces: a journal of thousands of tables is read while nobody can write.
     *
     * @return how many bytes follow the last whole line
     */
    private static int lines(InputStream in, Consumer<byte[]> reader, Supplier<BrokenJournal> tooLong)
            throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            int begin = 0;
            for (int at = 0; at < count; at++) {
                if (piece[at] == '\n') {
                    line.write(piece, begin, at - begin);
                    reader.accept(within(line, tooLong).toByteArray());
                    line.reset();
                    begin = at + 1;
                }
            }
            line.write(piece, begin, count - begin);
            within(line, tooLong);
        }
        return line.size();
    }

    private static ByteArrayOutputStream within(ByteArrayOutputStream line, Supplier<BrokenJournal> tooLong) {
        if (line.size() > MOST_LINE_BYTES) {
            throw tooLong.get();
        }
        return line;
    }

    /** Lines become entries, each bound to the one before. */
    private static final class Entries {
        private final Path file;
        private final Consumer<Entry> reader;
        private long entries;
        private String head = Journal.FIRST_PREV;

        Entries(Path file, Consumer<Entry> reader) {
            this.file = file;
            this.reader = reader;
        }

        void take(byte[] line) {
            Entry entry = entry(line);
            entries++;
            head = entry.hash();
            reader.accept(entry);
        }

        BrokenJournal tooLong() {
            return broken("the line is longer than " + MOST_LINE_BYTES + " bytes");
        }

        End end(int rest) {
            return new End(entries, entries == 0 ? "" : head, rest);
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
            // Spaces, another order of names, a carriage return: none of these were written.
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
