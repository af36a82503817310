package dev.evenkeel.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.Raw;
import dev.evenkeel.event.RunEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Instant NOON = Instant.parse("2026-12-05T12:00:00.123456789Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final Redactor redactor = new Redactor();

    @Test
    void what_is_written_reads_back() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("text", "Zoë said \"no\"\n\u0000");
        data.put("nothing", null);
        data.put("tables", List.of(Map.of("rows", 3_000_000_000L, "same", true)));
        Entry written;
        try (Journal journal = journal()) {
            written = journal.append("NOTE", data);
        }

        assertThat(JournalReader.read(folder)).containsExactly(written);
        assertThat(written.at()).as("in milliseconds").isEqualTo(Instant.parse("2026-12-05T12:00:00.123Z"));
    }

    @Test
    void entries_of_one_kind_are_read_alone_and_one_that_was_altered_is_refused() throws IOException {
        Entry gate;
        try (Journal journal = journal()) {
            journal.append("NOTE", Map.of("text", "it says \"kind\":\"GATE\" and is none"));
            journal.append("NOTE", Map.of("kind", "GATE"));
            gate = journal.append("GATE", Map.of("id", "cutover", "decision", "approved"));
        }

        assertThat(JournalReader.ofKind(folder, "GATE", 0)).containsExactly(gate);
        assertThat(JournalReader.ofKind(folder, "ROWS", 0)).isEmpty();

        Files.writeString(file(), Files.readString(file()).replace("approved", "rejected"));
        assertThat(JournalReader.ofKind(folder, "NOTE", 0)).hasSize(2);
        assertThat(JournalReader.ofKind(folder, "NOTE", 1)).hasSize(1);
        assertThat(JournalReader.ofKind(folder, "GATE", 3)).isEmpty();
        assertThat(JournalReader.textOf(folder, "NOTE", 0, "kind"))
                .containsExactly(Optional.empty(), Optional.of("GATE"));
        assertThatThrownBy(() -> JournalReader.textOf(folder, "GATE", 0, "decision"))
                .isInstanceOf(JournalReader.BrokenJournal.class);
        assertThatThrownBy(() -> JournalReader.ofKind(folder, "GATE", 0))
                .isInstanceOf(JournalReader.BrokenJournal.class)
                .hasMessageContaining("entry 3 was altered after it was written");
    }

    @Test
    void a_text_is_read_of_the_data_alone_whatever_is_in_it() {
        Map<String, Object> data = Map.of(
                "a", List.of(Map.of("verdict", "inner")),
                "b", Map.of("verdict", "inner", "data", Map.of("verdict", "inner")),
                "verdict", "outer");
        try (Journal journal = journal()) {
            journal.append("ROWS", data);
            journal.append("ROWS", Map.of("tables", List.of("verdict"), "verdict", 3));
            journal.append("ROWS", Map.of("inner", Map.of("verdict", "inner")));
        }

        assertThat(JournalReader.textOf(folder, "ROWS", 0, "verdict"))
                .containsExactly(Optional.of("outer"), Optional.empty(), Optional.empty());
        assertThat(JournalReader.textOf(folder, "ROWS", 0, "at")).allMatch(Optional::isEmpty);
    }

    @Test
    void a_journal_that_a_crash_tore_is_gone_on_with_in_one_chain() throws IOException {
        write(2);
        Path file = folder.resolve(Journal.FILE);
        Files.writeString(file, "{\"seq\":3,\"at\":\"2026-", java.nio.file.StandardOpenOption.APPEND);

        try (Journal journal = Journal.reopen(folder, CLOCK, redactor, Observer.NONE)) {
            journal.append("NOTE", Map.of("text", "again"));
            assertThatThrownBy(() -> Journal.reopen(folder, CLOCK, redactor, Observer.NONE))
                    .isInstanceOf(Journal.InUse.class);
        }

        assertThat(JournalReader.read(folder)).hasSize(3).last().matches(entry -> Raw.text(entry, "text")
                .equals("again"));
    }

    @Test
    void a_journal_that_is_gone_on_with_is_locked() throws IOException {
        write(2);
        Path locks = Path.of("/proc/locks");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isReadable(locks), "only Linux tells who holds a lock");

        try (Journal journal = Journal.reopen(folder, CLOCK, redactor, Observer.NONE)) {
            String held = ".* " + ProcessHandle.current().pid() + " .*:"
                    + Files.getAttribute(folder.resolve(RunLock.FILE), "unix:ino") + " .*";
            // A run reads its own journal, and whoever closes a file lets go of all locks on it.
            JournalReader.read(folder);

            assertThat(Files.readAllLines(locks)).anyMatch(line -> line.matches(held));
            assertThat(Journal.isInUse(folder)).isTrue();
        }
        assertThat(folder.resolve(RunLock.FILE)).doesNotExist();
        assertThat(Journal.isInUse(folder)).isFalse();
    }

    @Test
    void every_entry_is_bound_to_the_one_before() {
        List<Entry> entries = write(3);

        assertThat(entries.get(0).prev()).isEqualTo("0".repeat(64));
        assertThat(entries.get(1).prev()).isEqualTo(entries.get(0).hash());
        assertThat(entries.get(2).prev()).isEqualTo(entries.get(1).hash());
        assertThat(entries)
                .extracting(Entry::hash)
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    @Test
    void an_altered_line_is_found() throws IOException {
        write(3);
        replace("\"text\":\"note 2\"", "\"text\":\"note Z\"");

        assertBroken(2, "the entry was altered after it was written");
    }

    @Test
    void an_altered_time_is_found() throws IOException {
        write(3);
        List<String> lines = Files.readAllLines(file());
        lines.set(1, lines.get(1).replace("12:00:00", "11:00:00"));
        Files.write(file(), lines);

        assertBroken(2, "the entry was altered after it was written");
    }

    @Test
    void a_missing_line_is_found() throws IOException {
        write(3);
        List<String> lines = Files.readAllLines(file());
        lines.remove(1);
        Files.write(file(), lines);

        assertBroken(2, "the entry does not follow the one before it");
    }

    @Test
    void lines_in_another_order_are_found() throws IOException {
        write(3);
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0), lines.get(2), lines.get(1)));

        assertBroken(2, "the entry does not follow the one before it");
    }

    @Test
    void a_line_that_is_no_entry_is_found() throws IOException {
        write(2);
        Files.writeString(file(), Files.readString(file()) + "{}\n");

        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOf(JournalReader.BrokenJournal.class)
                .hasMessageStartingWith(file() + ":3: not an entry of a journal: ");
    }

    @Test
    void a_torn_last_line_is_passed_over_wherever_it_was_torn() throws IOException {
        List<Entry> entries = write(3);
        byte[] whole = Files.readAllBytes(file());
        int lastLine = new String(whole, StandardCharsets.UTF_8).stripTrailing().lastIndexOf('\n') + 1;

        for (int length = lastLine; length < whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));

            assertThat(JournalReader.read(folder)).as("torn at byte %d", length).isEqualTo(entries.subList(0, 2));
        }
    }

    @Test
    void an_entry_is_on_disk_when_append_returns() throws IOException {
        try (Journal journal = journal()) {
            Entry entry = journal.append("NOTE", Map.of("text", "now"));

            assertThat(JournalReader.read(folder)).containsExactly(entry);
        }
    }

    @Test
    void secrets_never_reach_the_disk() throws IOException {
        redactor.learn("swordfish");
        try (Journal journal = journal()) {
            Entry entry = journal.append(
                    "STATEMENT",
                    Map.of(
                            "sql",
                            "CREATE USER repl IDENTIFIED BY 'swordfish'",
                            "more",
                            List.of(Map.of("x", "swordfish"))));

            assertThat(Raw.text(entry, "sql")).isEqualTo("CREATE USER repl IDENTIFIED BY '***'");
        }

        assertThat(Files.readString(file())).doesNotContain("swordfish").contains("***");
        assertThat(JournalReader.read(folder))
                .as("the chain is over what is on disk")
                .hasSize(1);
    }

    @Test
    void entries_of_several_threads_keep_the_chain() throws Exception {
        int threads = 8;
        int each = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Journal journal = journal()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int writer = t;
                writers.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        journal.append("NOTE", Map.of("text", writer + "/" + i));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            pool.shutdownNow();
        }

        List<Entry> entries = JournalReader.read(folder);
        assertThat(entries)
                .extracting(Entry::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, threads * each).boxed().toList());
        assertThat(entries).extracting(entry -> Raw.text(entry, "text")).doesNotHaveDuplicates();
    }

    @Test
    void observers_are_told_in_the_order_of_the_journal() {
        List<Entry> seen = new ArrayList<>();
        Observer observer = new Observer() {
            @Override
            public void entry(Entry entry) {
                seen.add(entry);
            }

            @Override
            public Progress progress(String what, String unit, long total) {
                return Progress.NONE;
            }

            @Override
            public void waiting(Waiting waiting) {}
        };
        try (Journal journal = Journal.create(folder, CLOCK, redactor, observer)) {
            journal.append("NOTE", Map.of("text", "first"));
            journal.append("NOTE", Map.of("text", "second"));
        }

        assertThat(seen).isEqualTo(JournalReader.read(folder));
    }

    @Test
    void an_existing_journal_is_never_overwritten() {
        write(1);

        assertThatThrownBy(this::journal)
                .isInstanceOf(java.io.UncheckedIOException.class)
                .hasMessageStartingWith("cannot begin a journal in " + folder + ": ");
        assertThat(JournalReader.read(folder)).hasSize(1);
    }

    @Test
    void evidence_is_kept_under_its_digest() throws IOException {
        Entry entry;
        try (Journal journal = journal()) {
            RunEvent.Evidence.keep(journal, "a status", "txt", "hello\n".getBytes(StandardCharsets.UTF_8));
            entry = JournalReader.read(folder).get(0);
        }

        String digest = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
        assertThat(entry.data())
                .isEqualTo(Map.of(
                        "name", "a status", "file", "evidence/" + digest + ".txt", "sha256", digest, "bytes", 6));
        assertThat(folder.resolve("evidence/" + digest + ".txt")).hasContent("hello\n");
    }

    private Journal journal() {
        return Journal.create(folder, CLOCK, redactor, Observer.NONE);
    }

    private List<Entry> write(int count) {
        try (Journal journal = journal()) {
            return Stream.iterate(1, i -> i + 1)
                    .limit(count)
                    .map(i -> journal.append("NOTE", Map.of("text", "note " + i)))
                    .toList();
        }
    }

    private Path file() {
        return folder.resolve(Journal.FILE);
    }

    private void replace(String from, String to) throws IOException {
        String whole = Files.readString(file());
        assertThat(whole).contains(from);
        Files.writeString(file(), whole.replace(from, to));
    }

    private void assertBroken(int line, String reason) {
        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOf(JournalReader.BrokenJournal.class)
                .hasMessage(file() + ":" + line + ": " + reason);
    }
}
