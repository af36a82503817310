package dev.evenkeel.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.Raw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that say what was written, in another form or from another place; and what was written, said in any form. */
class ForgedJournalTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-05T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @BeforeEach
    void a_journal() {
        try (Journal journal = journal(folder)) {
            journal.append("NOTE", Map.of("text", "Zoë, 1 row", "rows", 1));
            journal.append("NOTE", Map.of("text", "second", "share", 0.25));
        }
        assertThat(JournalReader.read(folder)).hasSize(2);
    }

    @Test
    void a_name_that_is_given_twice() throws IOException {
        replace("\"rows\":1", "\"rows\":0,\"rows\":1");

        assertBroken(1, "not an entry of a journal: a name is given twice");
    }

    @Test
    void spaces_that_were_not_written() throws IOException {
        replace("\"rows\":1", "\"rows\": 1");

        assertBroken(1, "the line is not in the form in which entries are written");
    }

    @Test
    void names_in_another_order() throws IOException {
        replace("\"rows\":1,\"text\":\"Zoë, 1 row\"", "\"text\":\"Zoë, 1 row\",\"rows\":1");

        assertBroken(1, "the line is not in the form in which entries are written");
    }

    @Test
    void escapes_that_were_not_written() throws IOException {
        replace("Zoë", "Zo\\u00eb");

        assertBroken(1, "the line is not in the form in which entries are written");
    }

    @Test
    void a_carriage_return_before_the_line_feed() throws IOException {
        replace("\n", "\r\n");

        assertBroken(1, "the line is not in the form in which entries are written");
    }

    @Test
    void a_mark_of_the_byte_order() throws IOException {
        Files.writeString(file(), "\ufeff" + Files.readString(file()));

        assertThatThrownBy(() -> JournalReader.read(folder)).isInstanceOf(JournalReader.BrokenJournal.class);
    }

    @Test
    void a_field_beside_those_of_an_entry() throws IOException {
        replace("\"seq\":1}", "\"seq\":1,\"note\":\"all is well\"}");

        assertBroken(1, "the line is not in the form in which entries are written");
    }

    @Test
    void something_after_the_entry() throws IOException {
        replace("\"seq\":1}\n", "\"seq\":1} {}\n");

        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOf(JournalReader.BrokenJournal.class)
                .hasMessageStartingWith(file() + ":1: not an entry of a journal: ");
    }

    /** Another kind is another entry; that a later version writes it is for readers to say. */
    @Test
    void a_kind_that_is_another_one() throws IOException {
        replace("\"kind\":\"NOTE\"", "\"kind\":\"PROOF\"");

        assertBroken(1, "the entry was altered after it was written");
    }

    @Test
    void a_line_without_the_fields_of_an_entry() throws IOException {
        Files.writeString(file(), "null\n");

        assertBroken(1, "not an entry of a journal: seq, at, kind, data, prev or hash is missing or of another type");
    }

    @Test
    void more_brackets_than_a_stack_can_hold() throws IOException {
        Files.writeString(file(), "{\"a\":".repeat(2_000_000) + "\n");

        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOf(JournalReader.BrokenJournal.class)
                .hasMessageContaining("not an entry of a journal: it is deeper than 100 levels");
    }

    @Test
    void a_line_without_an_end() throws IOException {
        Files.writeString(file(), "x".repeat(JournalReader.MOST_LINE_BYTES + 1));

        assertBroken(1, "the line is longer than 33554432 bytes");
    }

    @Test
    void what_a_refusal_says_holds_nothing_of_the_line() throws IOException {
        Files.writeString(file(), "secret-of-another-file:x\n");

        assertThatThrownBy(() -> JournalReader.read(folder)).hasMessageNotContaining("secret");
    }

    @Test
    void a_link_in_its_place_is_not_followed(@TempDir Path elsewhere) throws IOException {
        Path other = elsewhere.resolve(Journal.FILE);
        Files.move(file(), other);
        Files.createSymbolicLink(file(), other);

        assertUnfit(file() + " is a symbolic link; needed is a regular file of this folder itself");
        assertThatThrownBy(() -> Journal.reopen(folder, CLOCK, new Redactor(), Observer.NONE))
                .isInstanceOf(OrdinaryFile.Unfit.class);
    }

    @Test
    void nor_is_a_second_name_of_another_file(@TempDir Path elsewhere) throws IOException {
        Path other = elsewhere.resolve(Journal.FILE);
        Files.move(file(), other);
        Files.createLink(file(), other);

        assertUnfit(
                file() + " is a hard link, the same file has another name elsewhere; put a copy of it in its place");
        Files.delete(other);
        assertThat(JournalReader.read(folder))
                .as("with one name it is a file like any other")
                .hasSize(2);
    }

    @Test
    void a_pipe_is_not_waited_for() throws Exception {
        Files.delete(file());
        assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor())
                .isZero();

        assertUnfit(file() + " is a pipe, a socket or a device; needed is a regular file of this folder itself");
    }

    @Test
    void a_folder_in_its_place() throws IOException {
        Files.delete(file());
        Files.createDirectory(file());

        assertUnfit(file() + " is a folder; needed is a regular file of this folder itself");
    }

    @Test
    void a_folder_on_the_way_that_is_a_link(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("a"), "x");
        Files.createSymbolicLink(folder.resolve("evidence"), elsewhere);

        assertThatThrownBy(() -> OrdinaryFile.check(folder, "evidence/a"))
                .isInstanceOf(OrdinaryFile.Unfit.class)
                .hasMessage(
                        folder.resolve("evidence") + " is a symbolic link; needed is a folder within the run's folder");
        Files.delete(folder.resolve("evidence"));
        Files.createDirectory(folder.resolve("evidence"));
        Files.writeString(folder.resolve("evidence/a"), "x");
        assertThat(OrdinaryFile.check(folder, "evidence/a")).isRegularFile();
    }

    @Test
    void evidence_is_not_written_through_links(@TempDir Path elsewhere) throws IOException {
        byte[] content = "hello\n".getBytes(StandardCharsets.UTF_8);
        Path outside = Files.writeString(elsewhere.resolve("outside"), "x");
        Path kept;
        try (Journal journal = Journal.reopen(folder, CLOCK, new Redactor(), Observer.NONE)) {
            kept = folder.resolve(journal.keep("a", "txt", content).file());
        }
        Files.delete(kept);
        Files.createLink(kept, outside);
        try (Journal journal = Journal.reopen(folder, CLOCK, new Redactor(), Observer.NONE)) {
            journal.keep("a", "txt", content);
            assertThat(outside).hasContent("x");
            assertThat(kept).hasContent("hello");

            Files.move(kept.getParent(), elsewhere.resolve("evidence"));
            Files.createSymbolicLink(kept.getParent(), elsewhere.resolve("evidence"));
            assertThatThrownBy(() -> journal.keep("b", "txt", content)).isInstanceOf(OrdinaryFile.Unfit.class);
        }
    }

    @Test
    void a_name_that_leads_out_of_the_folder() {
        for (String name : List.of("../other", "/etc/passwd", ".", "", "a/../../b")) {
            assertThatThrownBy(() -> OrdinaryFile.check(folder, name))
                    .as(name)
                    .isInstanceOf(OrdinaryFile.Unfit.class)
                    .hasMessage("'" + name + "' names no file within " + folder);
        }
    }

    @Test
    void half_a_character_is_written_as_a_sign_for_it(@TempDir Path other) {
        try (Journal journal = journal(other)) {
            journal.append("NOTE", Map.of("text", "cut \ud83d", "list", List.of("\udc00x"), "whole", "\ud83d\ude00"));
        }

        Entry entry = JournalReader.read(other).get(0);
        assertThat(Raw.text(entry, "text")).isEqualTo("cut \ufffd");
        assertThat(entry.data().get("list")).isEqualTo(List.of("\ufffdx"));
        assertThat(Raw.text(entry, "whole")).isEqualTo("\ud83d\ude00");
    }

    private static Journal journal(Path folder) {
        return Journal.create(folder, CLOCK, new Redactor(), Observer.NONE);
    }

    private Path file() {
        return folder.resolve(Journal.FILE);
    }

    private void replace(String from, String to) throws IOException {
        String whole = Files.readString(file());
        assertThat(whole).contains(from);
        Files.write(file(), whole.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private void assertBroken(int line, String reason) {
        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOf(JournalReader.BrokenJournal.class)
                .hasMessage(file() + ":" + line + ": " + reason);
    }

    private void assertUnfit(String sentence) {
        try {
            JournalReader.read(folder);
        } catch (UncheckedIOException e) {
            throw new AssertionError(e);
        } catch (OrdinaryFile.Unfit e) {
            assertThat(e).hasMessage(sentence);
            return;
        }
        throw new AssertionError("it was read");
    }
}
