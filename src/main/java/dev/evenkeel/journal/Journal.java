package dev.evenkeel.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The record of one run, {@code journal.ndjson}: one JSON object a line, each bound to the one before by its hash. An
 * entry is on disk when {@link #append} returns. Safe for several threads.
 */
public final class Journal implements AutoCloseable {
    public static final String FILE = "journal.ndjson";
    static final String FIRST_PREV = "0".repeat(64);
    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Path folder;
    /** No channel: that is closed when a thread that was interrupted writes to it, and the end of a run must still be written. */
    private final RandomAccessFile file;

    private final Clock clock;
    private final Redactor redactor;
    private final Observer observer;
    private long seq;
    private String head = FIRST_PREV;

    private Journal(Path folder, RandomAccessFile file, Clock clock, Redactor redactor, Observer observer) {
        this.folder = folder;
        this.file = file;
        this.clock = clock;
        this.redactor = redactor;
        this.observer = observer;
    }

    /** Begins a new journal in a run's folder; an existing one is never overwritten. */
    public static Journal create(Path folder, Clock clock, Redactor redactor, Observer observer) {
        try {
            PrivateFiles.folder(folder);
            PrivateFiles.create(folder.resolve(FILE));
            RandomAccessFile file = opened(folder);
            return new Journal(folder, file, clock, redactor, observer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin a journal in " + folder + ": " + e, e);
        }
    }

    /**
     * Goes on with the journal of a run that was broken off. Nobody else may be writing it.
     *
     * @throws JournalReader.BrokenJournal when it was altered
     * @throws InUse when its run still goes on
     */
    public static Journal reopen(Path folder, Clock clock, Redactor redactor, Observer observer) {
        try {
            RandomAccessFile file = opened(folder);
            List<Entry> entries = JournalReader.read(folder);
            Journal journal = new Journal(folder, file, clock, redactor, observer);
            // A torn last line was never an entry, and would tear the next one.
            file.setLength(wholeLines(folder));
            file.seek(file.length());
            if (!entries.isEmpty()) {
                Entry last = entries.get(entries.size() - 1);
                journal.seq = last.seq();
                journal.head = last.hash();
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot go on with the journal in " + folder + ": " + e, e);
        }
    }

    private static long wholeLines(Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(FILE));
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** Held by the process until it ends, however it ends. */
    private static RandomAccessFile opened(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(FILE))) {
            throw new NoSuchFileException(folder.resolve(FILE).toString());
        }
        RandomAccessFile file = PrivateFiles.open(folder.resolve(FILE));
        try {
            if (file.getChannel().tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new InUse(folder);
        }
        file.close();
        throw new InUse(folder);
    }

    /** The journal's run still goes on. */
    public static final class InUse extends RuntimeException {
        InUse(Path folder) {
            super("the run in " + folder + " still goes on");
        }
    }

    /** The run's folder. */
    public Path folder() {
        return folder;
    }

    public Redactor redactor() {
        return redactor;
    }

    public Observer observer() {
        return observer;
    }

    /** Writes an entry and returns when it is safe on disk. Secrets among the data are replaced first. */
    public synchronized Entry append(Kind kind, Map<String, ?> data) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        @SuppressWarnings("unchecked")
        Map<String, Object> clean = (Map<String, Object>) redactor.redactValue(data);
        String hash = hash(seq + 1, at, kind, clean, head);
        Entry entry = new Entry(seq + 1, at, kind, clean, head, hash);
        write(entry);
        seq = entry.seq();
        head = hash;
        observer.entry(entry);
        return entry;
    }

    /** Keeps bytes as {@code evidence/<sha256>.<extension>} and enters their digest. Texts must be redacted before. */
    public Entry evidence(String name, String extension, byte[] content) {
        String digest = sha256(content);
        String file = "evidence/" + digest + "." + extension;
        try {
            PrivateFiles.folder(folder.resolve("evidence"));
            PrivateFiles.write(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep evidence '" + name + "' in " + folder + ": " + e, e);
        }
        return append(Kind.EVIDENCE, Map.of("name", name, "file", file, "sha256", digest, "bytes", content.length));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal in " + folder, e);
        }
    }

    private void write(Entry entry) {
        try {
            Map<String, Object> line = fields(entry.seq(), entry.at(), entry.kind(), entry.data(), entry.prev());
            line.put("hash", entry.hash());
            write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the journal in " + folder + " cannot be written: " + e, e);
        }
    }

    /** The whole line or nothing of it: an entry that comes after a failed one must not continue its line. */
    private void write(byte[] line) throws IOException {
        long end = file.getFilePointer();
        try {
            file.write(line);
            file.getFD().sync();
        } catch (IOException e) {
            try {
                file.setLength(end);
                file.seek(end);
            } catch (IOException closed) {
                e.addSuppressed(closed);
            }
            throw e;
        }
    }

    static String hash(long seq, Instant at, Kind kind, Map<String, Object> data, String prev) {
        try {
            return sha256(JSON.writeValueAsBytes(fields(seq, at, kind, data, prev)));
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of kind " + kind + " holds what JSON cannot", e);
        }
    }

    private static Map<String, Object> fields(long seq, Instant at, Kind kind, Map<String, Object> data, String prev) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seq", seq);
        line.put("at", at.toString());
        line.put("kind", kind.name());
        line.put("data", data);
        line.put("prev", prev);
        return line;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
