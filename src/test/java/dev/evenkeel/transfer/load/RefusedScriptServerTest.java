package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads whose file cannot be loaded. */
class RefusedScriptServerTest extends LoadedScripts {
    @Test
    void what_a_dump_program_said_and_files_of_this_machine_are_refused_in_words() throws IOException {
        assertRefused(file(
                        "said.sql",
                        "mysqldump: [Warning] Using a password can be insecure.\nCREATE DATABASE script_shop;\n"))
                .hasMessageContaining("said.sql line 1: ")
                .hasMessageEndingWith(
                        "; this line is what the dump program said, not SQL: dump again without 2>&1, or take the line out");
        assertRefused(file("local.sql", "\nLOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t;\n"))
                .hasMessageContaining("local.sql line 2: LOAD DATA LOCAL reads another file of this machine");
    }

    @Test
    void a_file_that_goes_nowhere_is_refused_with_what_to_say() throws IOException {
        Path file = file("plain.sql", "SET @x = 1;\n\nCREATE TABLE plain (id INT);\n");

        assertRefused(file)
                .hasMessage(file
                        + " line 3: table plain: No database selected (error 1046), in: CREATE TABLE plain (id INT);"
                        + " say where it goes: --into NAME, or a dump of mysqldump --databases");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET NAMES utf8;\n/*!40101 SET @x = 1 */;\n", "SELECT 1;\n", "USE mysql;\nDELETE FROM user;\n"})
    void files_that_leave_nothing_behind_are_refused(String text) throws IOException {
        Path file = file("nothing.sql", text);

        assertRefused(file)
                .hasMessageStartingWith("the data in " + file + " create and fill nothing")
                .hasMessageEndingWith("; dump again, or leave --data out");
    }

    @Test
    void a_refusal_names_the_file_the_line_the_object_and_the_beginning_of_the_statement() throws IOException {
        file("inner.sql", "\nINSERT INTO orders VALUES (7, 'private'),(7, 'data');\n");
        Path shop = file("shop.sql", HEADER + ORDERS + "source inner.sql\n" + FOOTER);

        assertRefused(shop)
                .hasMessage(
                        folder.resolve("inner.sql") + " line 2: table script_shop.orders: Duplicate entry '7' for key"
                                + " 'PRIMARY' (error 1062), in: INSERT INTO orders VALUES …; correct the file or the server and load"
                                + " again");
    }

    @Test
    void a_refusal_shows_no_password_and_nothing_invisible() throws IOException {
        Path file = file(
                "users.sql",
                "CREATE DATABASE script_shop;\nCREATE USER 'clerk'@'%' IDENTIFIED WITH caching_sha2_password BY 'hunter2\u202e' NONSENSE;\n");

        assertRefused(file)
                .hasMessageContaining(file + " line 2: account clerk: ")
                .hasMessageContaining("in: CREATE USER '…'@'…' IDENTIFIED WITH caching_sha2_password BY '…'")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("\u202e");
    }

    @Test
    void a_body_that_is_cut_at_its_first_semicolon_is_said_to_be() throws IOException {
        Path file = file(
                "shop.sql",
                "CREATE DATABASE script_shop;\nUSE script_shop;\nCREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n");

        assertRefused(file)
                .hasMessageStartingWith(file + " line ")
                .hasMessageContaining(": procedure script_shop.p: ")
                .hasMessageContaining("; the file cuts this body at its first semicolon: put a line DELIMITER //");
    }

    @Test
    void a_copy_that_fails_names_the_object_and_does_not_blame_a_file_of_the_user() throws IOException {
        Path file = file(
                "copy.sql",
                "CREATE DATABASE script_shop;\nUSE script_shop;\n" + ORDERS
                        + "CREATE TABLE `wide` (`a` varchar(30000), `b` varchar(40000)) ENGINE=InnoDB DEFAULT CHARSET=latin1;\n");

        assertThatThrownBy(() -> new Loader(Pair.TARGET, LoadOptions.copy(), Observer.NONE).load(List.of(file)))
                .isInstanceOf(TransferFailed.class)
                .hasMessageStartingWith("the copy of the table script_shop.wide failed: Row size too large.")
                .hasMessageContaining("(error 1118), in: CREATE TABLE `wide` (`a` varchar(30000)")
                .hasMessageContaining(
                        " (line 9 of " + file + "); store fewer or shorter columns in a row on the source")
                .hasMessageNotContaining("correct the file");
    }
}
