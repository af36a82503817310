package dev.evenkeel.transfer.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowPartsTest {
    @Test
    void divides_between_rows_and_counts_lines() throws IOException {
        assertThat(parts("INSERT INTO `(t` (a,b) VALUES (1,'a),('),\n(2,'it\\'s'),\n(3,\"(\")", 50))
                .containsExactly(
                        "1:INSERT INTO `(t` (a,b) VALUES (1,'a),(')",
                        "2:INSERT INTO `(t` (a,b) VALUES (2,'it\\'s')",
                        "3:INSERT INTO `(t` (a,b) VALUES (3,\"(\")");
    }

    @Test
    void puts_together_what_fits() throws IOException {
        assertThat(parts("INSERT INTO t VALUES (1),(2),(3),(4)", 31))
                .containsExactly("1:INSERT INTO t VALUES (1),(2)", "1:INSERT INTO t VALUES (3),(4)");
    }

    @Test
    void keeps_the_end_of_an_executable_comment() throws IOException {
        assertThat(parts("/*!1 INSERT INTO t VALUES (1),(2) */", 5))
                .containsExactly("1:/*!1 INSERT INTO t VALUES (1) */", "1:/*!1 INSERT INTO t VALUES (2) */");
    }

    private static List<String> parts(String sql, int maximumBytes) throws IOException {
        DumpReader reader = new DumpReader(new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8)));
        return reader.parts(reader.next(), maximumBytes).stream()
                .map(part -> part.line() + ":" + new String(part.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
