package dev.evenkeel.transfer.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the mysql client reads them: its commands, what they include, and several statements at once. */
class ScriptTest {
    @TempDir
    private Path folder;

    private final Omissions omissions = new Omissions();

    @Test
    void includes_files_beside_the_one_that_names_them() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        write("parts/rooms.sql", "R1;\nsource more.sql ;\nR2;");
        write("parts/more.sql", "-- only this\nM1;\n");
        write("floors.sql", "F1;F2;\n");

        assertThat(read("A;\nSOURCE parts/rooms.sql ;\n\\. floors.sql\nB;"))
                .containsExactly(
                        "house.sql:1:A",
                        "rooms.sql:1:R1",
                        "more.sql:2:M1",
                        "rooms.sql:3:R2",
                        "floors.sql:1:F1",
                        "floors.sql:1:F2",
                        "house.sql:4:B");
    }

    @Test
    void no_file_elsewhere_is_read(@TempDir Path elsewhere) throws IOException {
        Path other = Files.writeString(elsewhere.resolve("other.sql"), "nobody else's business;");
        Files.createSymbolicLink(folder.resolve("link.sql"), other);
        Files.createSymbolicLink(folder.resolve("away"), elsewhere);
        for (String name : List.of(
                other.toString(), "../" + elsewhere.getFileName() + "/other.sql", "link.sql", "away/other.sql")) {
            assertRefused("source " + name + "\n")
                    .hasMessageContaining(
                            "which is not within " + folder.toRealPath() + ", the folder of the first file")
                    .hasMessageNotContaining("nobody");
        }
        Files.createDirectories(folder.resolve("parts"));
        write("parts/up.sql", "source ../floors.sql\n");
        write("floors.sql", "F1;");
        assertThat(texts("source parts/up.sql")).containsExactly("F1");
    }

    @Test
    void a_delimiter_outlives_the_file_that_sets_it() throws IOException {
        write("set.sql", "DELIMITER //\nA;B//");

        assertThat(texts("source set.sql\nCREATE PROCEDURE p() BEGIN x; y; END//\nDELIMITER ;\nC;"))
                .containsExactly("A", "B", "CREATE PROCEDURE p() BEGIN x; y; END", "C");
    }

    @Test
    void a_file_that_includes_itself_is_refused() throws IOException {
        write("a.sql", "SELECT 1;\nsource b.sql\n");
        write("b.sql", "\n\nsource ./a.sql;\n");

        assertRefused("source a.sql\n")
                .hasMessage(folder.resolve("b.sql") + " line 3: it includes ./a.sql, which is being read already"
                        + " (house.sql includes a.sql includes b.sql); a file must not include itself");
    }

    @Test
    void files_are_included_sixteen_deep_and_no_deeper() throws IOException {
        for (int i = 1; i <= 17; i++) {
            write("f" + i + ".sql", "S" + i + ";\nsource f" + (i + 1) + ".sql\n");
        }
        write("f17.sql", "S17;");
        assertRefused("source f1.sql").hasMessageContaining("files are included 16 deep at most");

        write("f16.sql", "S16;");
        assertThat(texts("source f1.sql")).hasSize(16).last().isEqualTo("S16");
    }

    @Test
    void a_file_that_is_not_there_is_named_with_the_line_that_wants_it() throws IOException {
        assertRefused("A;\nsource rooms.sql ;\n")
                .hasMessage(folder.resolve("house.sql") + " line 2: it includes rooms.sql, and "
                        + folder.resolve("rooms.sql")
                        + " is not there; names are looked for in the folder of the file that"
                        + " includes them: put it there or correct the line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "system ls                 | would run a program on this machine",
                "\\! rm -rf x              | would run a program on this machine",
                "tee /tmp/out.txt          | would write a file",
                "\\T out.txt               | would write a file",
                "pager less                | would run a program to show results",
                "edit                      | would start an editor",
                "connect shop otherhost    | would connect to another server",
                "\\r                       | would connect to another server",
                "resetconnection;          | would begin another session",
            })
    void what_reaches_outside_is_refused_and_never_done(String command, String why) throws IOException {
        assertRefused("A;\n" + command + "\nB;")
                .hasMessageStartingWith(folder.resolve("house.sql") + " line 2: \"")
                .hasMessageContaining("is a command of the mysql client that " + why)
                .hasMessageEndingWith("take the line out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warnings",
                "nowarning;",
                "\\W",
                "prompt db> ",
                "rehash",
                "status;",
                "help contents",
                "? create",
                "notee",
                "nopager",
                "print",
                "clear",
                "go",
                "ego",
                "\\#",
                "\\s",
                "costs"
            })
    void what_only_shows_something_is_passed_over(String command) throws IOException {
        assertThat(texts("A;\n" + command + "\nB;")).containsExactly("A", "B");
    }

    @Test
    void use_and_charset_become_statements() throws IOException {
        assertThat(texts("use shop\nA;\nUSE `my shop`;\n\\u other\n\\C latin1\ncharset utf8;USE x;B;"))
                .containsExactly(
                        "USE `shop`",
                        "A",
                        "USE `my shop`",
                        "USE `other`",
                        "SET NAMES latin1",
                        "SET NAMES utf8",
                        "USE `x`",
                        "B");
    }

    @Test
    void a_statement_may_end_with_g_and_hold_null_as_n() throws IOException {
        assertThat(texts("SELECT 1\\G\nSELECT 'a\\g' \\g INSERT INTO t VALUES (\\N, '\\\\g');\nnever \\c B;"))
                .containsExactly("SELECT 1", "SELECT 'a\\g'", "INSERT INTO t VALUES (\\N, '\\\\g')", "B");
    }

    @Test
    void a_column_or_a_procedure_named_like_a_command_is_none() throws IOException {
        assertThat(
                        texts(
                                "CREATE TABLE t (\nstatus INT,\nsource INT,\ndelimiter INT);\nprint(1);\nstatus.x;\nUSE\n shop;"))
                .containsExactly(
                        "CREATE TABLE t (\nstatus INT,\nsource INT,\ndelimiter INT)",
                        "print(1)",
                        "status.x",
                        "USE\n shop");
    }

    @Test
    void a_delimiter_line_ends_a_statement_that_nothing_else_ended() throws IOException {
        assertThat(texts(
                        "DELIMITER $$\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN x; END\nDELIMITER ;\nA;"))
                .containsExactly("CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN x; END", "A");
        assertThat(texts("\\d \"//\"\nA;B//\\d ;\nC;")).containsExactly("A", "B", "C");
    }

    @Test
    void quit_ends_the_file_and_what_follows_is_listed() throws IOException {
        write("short.sql", "S;\nexit\nnever;");

        assertThat(texts("A;\nsource short.sql\nB;\nquit;\nC;")).containsExactly("A", "S", "B");
        assertThat(omissions.list())
                .extracting(LeftOut::what)
                .containsExactly("what follows the command exit", "what follows the command quit");
    }

    @Test
    void several_statements_sent_at_once_are_taken_apart_with_their_lines() throws IOException {
        assertThat(
                        read(
                                "DELIMITER //\n\nSET @mode = '';\nSET x;\nCREATE DATABASE graphs;\nINSERT INTO host VALUES\n(1, 'a;b');\n"))
                .containsExactly(
                        "house.sql:3:SET @mode = ''",
                        "house.sql:4:SET x",
                        "house.sql:5:CREATE DATABASE graphs",
                        "house.sql:6:INSERT INTO host VALUES\n(1, 'a;b')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE PROCEDURE p() BEGIN IF a THEN b; ELSEIF c THEN d; ELSE e; END IF; f; END",
                "CREATE DEFINER=`a`@`b` PROCEDURE p(IN x INT) BEGIN DECLARE CONTINUE HANDLER FOR NOT FOUND SET d = 1; x; END",
                "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN CASE a WHEN 1 THEN IF(a, 2, 3) ELSE 4 END",
                "CREATE PROCEDURE p() BEGIN CASE a WHEN 1 THEN b; ELSE c; END CASE; l: LOOP LEAVE l; END LOOP; END",
                "CREATE PROCEDURE p() REPEAT SET a = REPEAT('x', 2); UNTIL a END REPEAT",
                "CREATE PROCEDURE p() BEGIN w: WHILE a DO IF (b) THEN c; END IF; END WHILE w; SELECT IF(a, 'END', 'BEGIN'); END",
                "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW IF NEW.x THEN SET @y = 1; END IF",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM t; /* ; END */ DELETE FROM u; END",
                "ALTER EVENT e DO BEGIN a; b; END",
                "BEGIN NOT ATOMIC a; b; END",
                "CREATE PROCEDURE p() BEGIN DROP TABLE IF EXISTS t; INSERT INTO t SELECT IF(a, 1, 2); END",
                "/*!50003 CREATE*/ /*!50020 DEFINER=`r`@`%`*/ /*!50003 TRIGGER t BEFORE UPDATE ON a FOR EACH ROW BEGIN a; END */",
                "CREATE PACKAGE BODY p AS PROCEDURE a AS BEGIN b; END; END",
            })
    void a_body_stays_whole_among_others(String routine) throws IOException {
        assertThat(texts("DELIMITER //\nDROP TABLE a;\n" + routine + " //\nB;//"))
                .containsExactly("DROP TABLE a", routine, "B");
        if (!routine.contains("PACKAGE")) {
            assertThat(texts("DELIMITER //\nA;\n" + routine + ";\nB;\n")).containsExactly("A", routine, "B");
        }
    }

    @Test
    void bodies_of_one_statement_end_at_their_semicolon() throws IOException {
        assertThat(texts(
                        "DELIMITER //\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1;\nCREATE FUNCTION f() RETURNS INT RETURN 1;\n"
                                + "CREATE FUNCTION u RETURNS STRING SONAME 'u.so'; C;//"))
                .containsExactly(
                        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1",
                        "CREATE FUNCTION f() RETURNS INT RETURN 1",
                        "CREATE FUNCTION u RETURNS STRING SONAME 'u.so'",
                        "C");
    }

    @Test
    void what_a_dump_keeps_together_is_not_taken_apart() throws IOException {
        assertThat(texts("-- MySQL dump 10.13\nDELIMITER ;;\nA; B ;;\nDELIMITER ;\n-- Dump completed\n"))
                .containsExactly("A; B");
    }

    @Test
    void names_in_double_quotes_know_no_escapes_where_the_session_says_so() throws IOException {
        Path file = write("house.sql", "A \"x\\\";B 'y\\';';C");
        try (Script script = script(file)) {
            script.session("ANSI_QUOTES", "utf8");
            assertThat(text(script.next())).isEqualTo("A \"x\\\"");
            script.session("ANSI_QUOTES,NO_BACKSLASH_ESCAPES", "utf8");
            assertThat(text(script.next())).isEqualTo("B 'y\\'");
        }
    }

    @Test
    void scripts_of_any_kind_are_read_to_their_end() throws IOException {
        List<String> parts = List.of(
                "BEGIN ",
                "END",
                "IF ",
                "CASE ",
                ";",
                "//",
                "\n",
                " ",
                "'",
                "\"",
                "`",
                "\\",
                "\\g",
                "\\d ",
                "/*",
                "*/",
                "/*!50003 ",
                "-- ",
                "#",
                "(",
                ")",
                "DELIMITER ",
                "delimiter //\n",
                "DELIMITER ;\n",
                "CREATE PROCEDURE p() ",
                "\nuse x",
                "@",
                ".",
                "\nsource ",
                "quit\n",
                "charset ",
                "INSERT INTO t VALUES ",
                "x",
                "ü",
                "\u0000",
                "FOR ",
                "END IF",
                "\r\n",
                "CREATE EVENT ");
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder sql = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                sql.append(parts.get(random.nextInt(parts.size())));
            }
            try {
                assertThat(read(sql.toString())).as(sql.toString()).hasSizeLessThan(60);
            } catch (TransferFailed e) {
                assertThat(e).hasMessageContaining("house.sql line ");
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 2_000);
    }

    @Test
    void a_copy_knows_no_commands() throws IOException {
        Path file = write("house.sql", "A;\nsource b.sql;\nDELIMITER //\nX; Y//");
        try (Script script = new Script(file, LoadOptions.copy(), omissions, Progress.NONE)) {
            assertThat(text(script.next())).isEqualTo("A");
            assertThat(text(script.next())).isEqualTo("source b.sql");
            assertThat(text(script.next())).isEqualTo("X; Y");
        }
    }

    private List<String> texts(String sql) throws IOException {
        return read(sql).stream()
                .map(text -> text.replaceFirst("^[^:]*:\\d+:", ""))
                .toList();
    }

    private List<String> read(String sql) throws IOException {
        Path file = write("house.sql", sql);
        List<String> texts = new ArrayList<>();
        try (Script script = script(file)) {
            for (DumpStatement one = script.next(); one != null; one = script.next()) {
                texts.add(one.file().getFileName() + ":" + one.line() + ":" + text(one));
            }
        }
        return texts;
    }

    private Script script(Path file) {
        return new Script(file, LoadOptions.fill(), omissions, Progress.NONE);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String sql) {
        return assertThatThrownBy(() -> read(sql)).isInstanceOf(TransferFailed.class);
    }

    private Path write(String name, String sql) throws IOException {
        return Files.writeString(folder.resolve(name), sql);
    }

    private static String text(DumpStatement statement) {
        return new String(statement.bytes(), StandardCharsets.UTF_8);
    }
}
