package dev.evenkeel.transfer.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DumpReaderTest {
    @Test
    void cuts_at_the_delimiter_and_knows_each_line() throws IOException {
        assertThat(linesAndTexts("SELECT 1;\n\n\nSELECT\n2;SELECT 3;\n"))
                .containsExactly("1:SELECT 1", "4:SELECT\n2", "5:SELECT 3");
    }

    @Test
    void takes_the_last_statement_without_its_delimiter() throws IOException {
        assertThat(texts("SELECT 1;\nSELECT 2")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void reads_nothing_from_nothing() throws IOException {
        assertThat(texts("")).isEmpty();
        assertThat(texts("\n;;\n -- x\n/* y */;\n")).isEmpty();
    }

    @Test
    void sees_no_delimiter_in_quotes() throws IOException {
        assertThat(texts("A 'x;y' \"p;q\" `r;s`;B")).containsExactly("A 'x;y' \"p;q\" `r;s`", "B");
    }

    @Test
    void follows_doubled_and_escaped_quotes() throws IOException {
        assertThat(texts("A 'it''s;', 'it\\'s;', \"say \"\"x;\"\"\", 'back\\\\';B"))
                .containsExactly("A 'it''s;', 'it\\'s;', \"say \"\"x;\"\"\", 'back\\\\'", "B");
    }

    @Test
    void knows_no_escapes_in_backticks() throws IOException {
        assertThat(texts("A `back\\`;B")).containsExactly("A `back\\`", "B");
    }

    @Test
    void follows_no_backslash_escapes_when_told() throws IOException {
        DumpReader reader = reader("A 'x\\';B 'y\\';'", new int[] {1 << 20});
        reader.quotes(new Quotes(false, false));

        assertThat(reader.next().bytes()).isEqualTo(bytes("A 'x\\'"));
        assertThat(reader.next().bytes()).isEqualTo(bytes("B 'y\\'"));
    }

    @Test
    void passes_over_the_second_byte_of_a_character_that_looks_like_a_backslash() throws IOException {
        byte[] gbk = {'A', ' ', '\'', (byte) 0x95, 0x5c, '\'', ';', 'B'};
        DumpReader reader = new DumpReader(new ByteArrayInputStream(gbk));
        reader.charset("gbk");

        assertThat(reader.next().bytes()).hasSize(6);
        assertThat(reader.next().bytes()).isEqualTo(bytes("B"));
    }

    @Test
    void passes_over_comments_between_statements() throws IOException {
        assertThat(linesAndTexts("-- a;b\n# c;d\n/* e;\nf */ SELECT 1;\n--\nSELECT 2;"))
                .containsExactly("4:SELECT 1", "6:SELECT 2");
    }

    @Test
    void keeps_comments_within_a_statement_and_sees_no_delimiter_in_them() throws IOException {
        assertThat(texts("SELECT /* ; ' */ 1 -- ; '\n + # ; '\n 2;B"))
                .containsExactly("SELECT /* ; ' */ 1 -- ; '\n + # ; '\n 2", "B");
    }

    @Test
    void two_minuses_without_a_blank_are_no_comment() throws IOException {
        assertThat(texts("SELECT 5--1;B")).containsExactly("SELECT 5--1", "B");
    }

    @Test
    void keeps_executable_comments() throws IOException {
        assertThat(texts("/*!40101 SET NAMES utf8 */;\n/*M!100100 SET x=';' */;/*!50003 CREATE*/ /*!50017 X*/;"))
                .containsExactly(
                        "/*!40101 SET NAMES utf8 */", "/*M!100100 SET x=';' */", "/*!50003 CREATE*/ /*!50017 X*/");
    }

    @Test
    void passes_over_the_sandbox_line() throws IOException {
        assertThat(texts("/*!999999\\- enable the sandbox mode */ \n-- x\nA;")).containsExactly("A");
        assertThat(texts("/*M!999999\\- enable the sandbox mode */ \nA;")).containsExactly("A");
    }

    @Test
    void follows_delimiter_lines() throws IOException {
        assertThat(linesAndTexts(
                        "DELIMITER ;;\nCREATE x BEGIN a; b; END ;;\ndelimiter ;\nSELECT 1;\nDELIMITER //\nA;/B//\nC//"))
                .containsExactly("2:CREATE x BEGIN a; b; END", "4:SELECT 1", "6:A;/B", "7:C");
    }

    @Test
    void takes_windows_line_ends_and_a_byte_order_mark() throws IOException {
        assertThat(linesAndTexts("\u00ef\u00bb\u00bfA;\r\nDELIMITER $$\r\nB;\r\nC$$\r\nDELIMITER ;\r\nD;\r\n"))
                .containsExactly("1:A", "3:B;\r\nC", "6:D");
    }

    @Test
    void a_column_named_like_the_command_is_none() throws IOException {
        assertThat(texts("DELIMITERS;SELECT delimiter ;B")).containsExactly("DELIMITERS", "SELECT delimiter", "B");
    }

    @Test
    void keeps_every_byte() throws IOException {
        byte[] all = new byte[256 + 10];
        int at = 0;
        all[at++] = 'A';
        all[at++] = '\'';
        for (int i = 0; i < 256; i++) {
            if (i == '\'' || i == '\\') {
                all[at++] = '\\';
            }
            all[at++] = (byte) i;
        }
        all[at++] = '\'';
        all[at++] = ';';
        byte[] dump = java.util.Arrays.copyOf(all, at);

        DumpStatement statement = new DumpReader(new ByteArrayInputStream(dump)).next();

        assertThat(statement.bytes()).isEqualTo(java.util.Arrays.copyOf(all, at - 1));
    }

    @Test
    void reads_statements_of_many_megabytes() throws IOException {
        String big = "INSERT INTO t VALUES ('" + "x\\'".repeat(2_000_000) + "\n')";

        assertThat(linesAndTexts(big + ";\nB")).containsExactly("1:" + big, "3:B");
    }

    @Test
    void gives_the_same_however_the_bytes_come_in() throws IOException {
        String dump = "-- c\n/*!40101 SET x='a;b' */;\nDELIMITER ;;\nA 'x\\';' ; `b``;` /* ; */ -- ;\n;;\nDELIMITER ;\n"
                + "INSERT INTO t VALUES (1,'a'),(-2,'b');/*!999999\\- x */\nlast";
        List<String> whole = linesAndTexts(dump);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int[] sizes = random.ints(50, 1, 7).toArray();

            assertThat(read(reader(dump, sizes))).isEqualTo(whole);
        }
    }

    @Test
    void notices_what_a_list_of_rows_must_not_hold() throws IOException {
        assertThat(first("INSERT INTO t VALUES (1,'(@'),(-2,'b')").nested()).isFalse();
        assertThat(first("INSERT INTO t VALUES (1,'(@'),(-2,'b')").variable()).isFalse();
        assertThat(first("INSERT INTO t VALUES (1,'(@'),(-2,'b')").openings()).isZero();
        assertThat(first("INSERT INTO t VALUES (1,NOW())").nested()).isTrue();
        assertThat(first("INSERT INTO t VALUES (1,@x)").variable()).isTrue();
        assertThat(first("INSERT INTO t VALUES (NULL,1),(0,1),(3,1)").openings())
                .isEqualTo(2);
        assertThat(first("INSERT INTO t VALUES (1)").lastWord()).isEqualTo(19);
    }

    @Test
    void knows_whether_a_mysqldump_is_whole() throws IOException {
        DumpReader whole = reader("-- MySQL dump 10.16\nA;\n-- Dump completed on x\n", new int[] {5});
        assertThat(whole.beginsLikeDump()).isTrue();
        read(whole);
        assertThat(whole.sawCompleted()).isTrue();

        DumpReader cut =
                reader("/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\nA;\nB", new int[] {5});
        assertThat(cut.beginsLikeDump()).isTrue();
        read(cut);
        assertThat(cut.sawCompleted()).isFalse();
        assertThat(cut.delimited()).isFalse();
    }

    private static DumpStatement first(String dump) throws IOException {
        return reader(dump, new int[] {1 << 20}).next();
    }

    private static List<String> texts(String dump) throws IOException {
        return linesAndTexts(dump).stream()
                .map(text -> text.substring(text.indexOf(':') + 1))
                .toList();
    }

    private static List<String> linesAndTexts(String dump) throws IOException {
        return read(reader(dump, new int[] {1 << 20}));
    }

    private static List<String> read(DumpReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        for (DumpStatement statement = reader.next(); statement != null; statement = reader.next()) {
            texts.add(statement.line() + ":" + new String(statement.bytes(), StandardCharsets.ISO_8859_1));
        }
        return texts;
    }

    /** A stream that gives as many bytes at a time as told, over and over. */
    private static DumpReader reader(String dump, int[] sizes) throws IOException {
        InputStream bytes = new ByteArrayInputStream(bytes(dump));
        return new DumpReader(new InputStream() {
            private int next;

            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return bytes.read(buffer, offset, Math.min(length, sizes[next++ % sizes.length]));
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
