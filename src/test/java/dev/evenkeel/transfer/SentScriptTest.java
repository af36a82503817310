package dev.evenkeel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.Omissions;
import dev.evenkeel.transfer.script.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent is read again by a client as the same statements, byte for byte. */
class SentScriptTest {
    @TempDir
    Path folder;

    @Test
    void a_client_reads_the_statements_that_were_sent() throws IOException {
        List<String> statements = List.of(
                "SET SESSION sql_mode = ''",
                "CREATE TABLE `a;b` (`x` INT DEFAULT 1 COMMENT 'it''s; -- no end')",
                "CREATE PROCEDURE p() BEGIN SELECT ';;', '$$', '$1$'; SELECT 2; END",
                "CREATE VIEW v AS SELECT 1 AS x -- the last word",
                "CREATE VIEW w AS SELECT 1 AS x # the last word",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN\r\n  -- why; so\r\n  SET @x = '\u00e4\u4e2d';\r\nEND",
                "/*!50001 CREATE VIEW u AS SELECT 'DELIMITER ;' AS x */");
        SentScript script = new SentScript();
        statements.forEach(sql -> script.add(sql.getBytes(StandardCharsets.UTF_8)));
        script.afterwards("ALTER TABLE t ADD KEY (x)".getBytes(StandardCharsets.UTF_8));

        List<String> expected = new ArrayList<>(statements);
        expected.addAll(
                List.of("SET NAMES utf8mb4", "SET SESSION foreign_key_checks = 0", "ALTER TABLE t ADD KEY (x)"));
        assertThat(read(script)).isEqualTo(expected);
    }

    @Test
    void bytes_of_another_character_set_stay_as_they_are() throws IOException {
        byte[] latin1 = "CREATE VIEW v AS SELECT 'gr\u00fc\u00df' AS x".getBytes(StandardCharsets.ISO_8859_1);
        SentScript script = new SentScript();
        script.add(latin1);

        assertThat(new String(script.bytes(text -> text), StandardCharsets.ISO_8859_1))
                .endsWith(new String(latin1, StandardCharsets.ISO_8859_1) + ";\n");
        assertThat(script.plain()).as("it would be another text in a list").isEmpty();
    }

    @Test
    void secrets_are_taken_out_in_every_character_set() {
        Redactor redactor = new Redactor();
        redactor.learn("p\u00e4ssw\u00f6rd");
        String sql = "CREATE PROCEDURE p() SELECT 'p\u00e4ssw\u00f6rd'";
        SentScript script = new SentScript();
        script.add(sql.getBytes(StandardCharsets.UTF_8));
        script.add(sql.getBytes(StandardCharsets.ISO_8859_1));

        String text = new String(script.bytes(redactor::redact), StandardCharsets.ISO_8859_1);

        assertThat(text)
                .containsOnlyOnce("SELECT '***';\nCREATE")
                .endsWith("SELECT '***';\n")
                .doesNotContain("rd'");
    }

    @Test
    void settings_alone_change_nothing_and_need_not_be_told() {
        SentScript script = new SentScript();
        script.setting("SET NAMES utf8mb4");

        assertThat(script.isEmpty()).isTrue();
        script.add(new byte[] {'X'});
        assertThat(script.isEmpty()).isFalse();
        assertThat(script.plain()).containsExactly("SET NAMES utf8mb4", "X");
    }

    @Test
    void what_a_user_has_loaded_is_not_kept() {
        SentScript script = SentScript.unkept();
        script.add(new byte[] {'X'});
        script.afterwards(new byte[] {'Y'});

        assertThat(script.isEmpty()).isTrue();
        assertThat(script.plain()).isEmpty();
    }

    private List<String> read(SentScript sent) throws IOException {
        Path file = Files.write(folder.resolve("sent.sql"), sent.bytes(text -> text));
        List<String> read = new ArrayList<>();
        try (Script script = new Script(file, LoadOptions.fill(), new Omissions(), Progress.NONE)) {
            for (DumpStatement statement = script.next(); statement != null; statement = script.next()) {
                read.add(new String(statement.bytes(), StandardCharsets.UTF_8).strip());
            }
        }
        return read;
    }
}
