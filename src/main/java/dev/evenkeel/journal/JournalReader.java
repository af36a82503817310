package dev.evenkeel.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a journal back and checks its chain. */
public final class JournalReader {
    private JournalReader() {}

    /**
     * All entries, in order.
     *
     * @throws BrokenJournal at a line that is altered, missing or out of order. A torn last line, as a crash leaves it,
     *     is passed over: its entry was never reported as written.
     */
    public static List<Entry> read(Path folder) {
        Path file = folder.resolve(Journal.FILE);
        try {
            // A crash may cut a character in two; what lies before the last line end is whole.
            String whole = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            List<Entry> entries = new ArrayList<>();
            String prev = Journal.FIRST_PREV;
            int end;
            for (int from = 0; (end = whole.indexOf('\n', from)) >= 0; from = end + 1) {
                Entry entry = entry(file, entries.size() + 1L, prev, whole.substring(from, end));
                entries.add(entry);
                prev = entry.hash();
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    private static Entry entry(Path file, long seq, String prev, String line) {
        try {
            Map<String, Object> fields = Journal.JSON.readValue(line, new TypeReference<>() {});
            @SuppressWarnings("unchecked")
            Map<String, Object> data = (Map<String, Object>) fields.get("data");
            Entry entry = new Entry(
                    ((Number) fields.get("seq")).longValue(),
                    Instant.parse((String) fields.get("at")),
                    Kind.valueOf((String) fields.get("kind")),
                    data,
                    (String) fields.get("prev"),
                    (String) fields.get("hash"));
            if (entry.seq() != seq || !entry.prev().equals(prev)) {
                throw new BrokenJournal(file + ":" + seq + ": the entry does not follow the one before it");
            }
            if (!entry.hash().equals(Journal.hash(seq, entry.at(), entry.kind(), data, prev))) {
                throw new BrokenJournal(file + ":" + seq + ": the entry was altered after it was written");
            }
            return entry;
        } catch (JsonProcessingException | RuntimeException e) {
            if (e instanceof BrokenJournal broken) {
                throw broken;
            }
            throw new BrokenJournal(file + ":" + seq + ": not an entry of a journal: " + e.getMessage());
        }
    }

    /** The journal is not what was written. */
    public static final class BrokenJournal extends RuntimeException {
        BrokenJournal(String message) {
            super(message);
        }
    }
}
