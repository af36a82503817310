package dev.evenkeel.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The record of one run, {@code journal.ndjson}: one JSON object a line, each bound to the one before by its hash. An
 * entry is on disk when {@link #append} returns. Safe for several threads.
 */
public final class Journal implements AutoCloseable {
    public static final String FILE = "journal.ndjson";
    static final String FIRST_PREV = "0".repeat(64);

    private final Path folder;
    /** No channel: that is closed when a thread that was interrupted writes to it, and the end of a run must still be written. */
    private final RandomAccessFile file;

    private final RunLock lock;

    private final Clock clock;
    private final Redactor redactor;
    private final Observer observer;
    private long seq;
    private String head = FIRST_PREV;
    /** Once an entry could not be written none is, so that what the journal says has no gap. */
    private Optional<JournalLost> lost = Optional.empty();

    private Journal(
            Path folder, RandomAccessFile file, RunLock lock, Clock clock, Redactor redactor, Observer observer) {
        this.folder = folder;
        this.file = file;
        this.lock = lock;
        this.clock = clock;
        this.redactor = redactor;
        this.observer = observer;
    }

    /** Begins a new journal in a run's folder; an existing one is never overwritten. */
    public static Journal create(Path folder, Clock clock, Redactor redactor, Observer observer) {
        try {
            PrivateFiles.folder(folder);
            RunLock lock = RunLock.take(folder).orElseThrow(() -> new InUse(folder));
            try {
                PrivateFiles.create(folder.resolve(FILE));
                return new Journal(folder, opened(folder), lock, clock, redactor, observer);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin a journal in " + folder + ": " + e, e);
        }
    }

    /**
     * Continues the journal of a run that was broken off. Nobody else may be writing it.
     *
     * @throws JournalReader.BrokenJournal when it was altered
     * @throws InUse when its run is still running
     */
    public static Journal reopen(Path folder, Clock clock, Redactor redactor, Observer observer) {
        try {
            OrdinaryFile.check(folder, FILE);
            RunLock lock = RunLock.take(folder).orElseThrow(() -> new InUse(folder));
            return reopen(folder, lock, clock, redactor, observer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot continue the journal in " + folder + ": " + e, e);
        }
    }

    private static Journal reopen(Path folder, RunLock lock, Clock clock, Redactor redactor, Observer observer)
            throws IOException {
        try {
            JournalReader.End end = JournalReader.read(folder, entry -> {});
            RandomAccessFile file = opened(folder);
            Journal journal = new Journal(folder, file, lock, clock, redactor, observer);
            // A torn last line was never an entry, and would tear the next one.
            file.setLength(wholeLines(file));
            file.seek(file.length());
            if (end.entries() > 0) {
                journal.seq = end.entries();
                journal.head = end.head();
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether a process is writing the journal of a run now. */
    public static boolean isInUse(Path folder) {
        if (!Files.exists(folder.resolve(RunLock.FILE))) {
            return false;
        }
        try {
            Optional<RunLock> lock = RunLock.take(folder);
            if (lock.isPresent()) {
                lock.get().close();
            }
            return lock.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "whether the run in " + folder + " is still running cannot be seen: " + e, e);
        }
    }

    /** Up to the last line's end. */
    private static long wholeLines(RandomAccessFile file) throws IOException {
        long end = file.length();
        while (end > 0) {
            file.seek(end - 1);
            if (file.read() == '\n') {
                break;
            }
            end--;
        }
        return end;
    }

    private static RandomAccessFile opened(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(FILE))) {
            throw new NoSuchFileException(folder.resolve(FILE).toString());
        }
        return PrivateFiles.open(folder.resolve(FILE));
    }

    /** The journal's run is still running. */
    public static final class InUse extends RuntimeException {
        InUse(Path folder) {
            super("the run in " + folder + " is still running");
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

    /**
     * Writes an entry and returns when it is safe on disk. Secrets among the data are replaced first.
     *
     * @throws JournalLost when it cannot be written, or one before it could not
     */
    public synchronized Entry append(String kind, Map<String, ?> data) {
        if (lost.isPresent()) {
            throw lost.get();
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        @SuppressWarnings("unchecked")
        Map<String, Object> clean = (Map<String, Object>) Unpaired.replaced(redactor.redactValue(data));
        Line.Hashed hashed = Line.hashed(new Entry(seq + 1, at, kind, clean, head, ""));
        Entry entry = hashed.entry();
        keep(hashed.line());
        seq = entry.seq();
        head = entry.hash();
        observer.entry(entry);
        return entry;
    }

    /**
     * A file that was kept.
     *
     * @param file in the run's folder
     */
    public record Kept(String file, String sha256) {}

    /** Keeps bytes as {@code evidence/<sha256>.<extension>}; enters nothing. Texts must be redacted before. */
    public Kept keep(String name, String extension, byte[] content) {
        String digest = Line.sha256(content);
        String file = "evidence/" + digest + "." + extension;
        try {
            Path place = folder.resolve(file);
            if (Files.isSymbolicLink(place.getParent())) {
                throw new OrdinaryFile.Unfit(place.getParent() + " is a symbolic link; nothing is written through it");
            }
            PrivateFiles.folder(place.getParent());
            PrivateFiles.write(place, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep evidence '" + name + "' in " + folder + ": " + e, e);
        }
        return new Kept(file, digest);
    }

    @Override
    public void close() {
        try {
            file.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal in " + folder, e);
        }
    }

    private void keep(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        try {
            write(line);
        } catch (IOException e) {
            lost = Optional.of(new JournalLost(folder, e));
            throw lost.get();
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
}
