package dev.evenkeel.journal;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * @throws BrokenJournal at a line of that kind that is altered
     */
    public static List<Entry> ofKind(Path folder, String kind) {
        Path file = folder.resolve(Journal.FILE);
        String mark = "\"kind\":\"" + kind + "\"";
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(OrdinaryFile.open(folder, Journal.FILE, MOST_BYTES), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.append((char) next);
                    continue;
                }
                // No text within an entry looks like that, because its quotes are escaped; a field of its data may.
                if (line.indexOf(mark) >= 0) {
                    Entry entry = alone(file, line.toString());
                    if (entry.kind().equals(kind)) {
                        entries.add(entry);
                    }
                }
                line.setLength(0);
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    private static Entry alone(Path file, String line) {
        try {
            Entry entry = Line.decode(line.getBytes(StandardCharsets.UTF_8));
            if (entry.hash().equals(Line.hash(entry))) {
                return entry;
            }
            throw new BrokenJournal(file + ": entry " + entry.seq() + " was altered after it was written");
        } catch (Line.NoEntry e) {
            throw new BrokenJournal(file + ": not an entry of a journal: " + e.getMessage());
        }
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
            if (!entry.hash().equals(Line.hash(entry))) {
                throw broken("the entry was altered after it was written");
            }
            if (!Line.isAsWritten(entry, bytes)) {
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
