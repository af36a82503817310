package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is quoted must read back as what it was, by the rules of the server's lexer and whatever sql_mode says. */
class QuotingTest {
    private static final int ROUNDS = 5_000;
    /** What quoting is about, more often than chance would have it. */
    private static final String NASTY = "'\"`\\\0\n\r\t\u001a;-#/*%_ äß€😀aZ0x";

    @Test
    void every_identifier_reads_back() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String name = anyText(random);

            assertThat(readIdentifier(Quoting.identifier(name)))
                    .as("seed %d", seed)
                    .isEqualTo(name);
        }
    }

    @Test
    void every_text_reads_back_with_and_without_backslash_escapes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int plain = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String value = anyText(random);
            String quoted = Quoting.text(value);
            plain += quoted.startsWith("'") ? 1 : 0;

            assertThat(readText(quoted)).as("seed %d", seed).isEqualTo(value);
            assertThat(quoted)
                    .as("seed %d: no backslash is left to be understood in two ways", seed)
                    .doesNotContain("\\");
        }
        assertThat(plain).as("both forms were tried, seed %d", seed).isBetween(1, ROUNDS - 1);
    }

    @Test
    void all_bytes_read_back() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] value = new byte[random.nextInt(20)];
            random.nextBytes(value);
            String quoted = Quoting.bytes(value);

            byte[] read = quoted.equals("''") ? new byte[0] : HexFormat.of().parseHex(quoted.substring("0x".length()));
            assertThat(read).as("seed %d", seed).isEqualTo(value);
        }
    }

    @Test
    void the_forms_are_these() {
        assertThat(Quoting.identifier("a`b")).isEqualTo("`a``b`");
        assertThat(Quoting.text("O'Neill")).isEqualTo("'O''Neill'");
        assertThat(Quoting.text("")).isEqualTo("''");
        assertThat(Quoting.text("a\\")).isEqualTo("_utf8mb4 0x615c");
        assertThat(Quoting.bytes(new byte[] {0, (byte) 255})).isEqualTo("0x00ff");
        assertThat(Quoting.bytes(new byte[0])).isEqualTo("''");
        assertThat(Quoting.account("repl", "%")).isEqualTo("'repl'@'%'");
    }

    private static String anyText(Random random) {
        int length = random.nextInt(12);
        StringBuilder text = new StringBuilder();
        int[] nasty = NASTY.codePoints().toArray();
        boolean harmless = random.nextInt(3) == 0;
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(harmless ? "ab'`-; ".charAt(random.nextInt(7)) : nasty[random.nextInt(nasty.length)]);
        }
        return text.toString();
    }

    /** As the lexer reads a name in backticks: to the first backtick that is not doubled, which must be the last. */
    private static String readIdentifier(String quoted) {
        return readQuoted(quoted, '`');
    }

    private static String readText(String quoted) {
        String hex = "_utf8mb4 0x";
        return quoted.startsWith(hex)
                ? new String(HexFormat.of().parseHex(quoted.substring(hex.length())), StandardCharsets.UTF_8)
                : readQuoted(quoted, '\'');
    }

    private static String readQuoted(String quoted, char mark) {
        assertThat(quoted.charAt(0)).isEqualTo(mark);
        StringBuilder read = new StringBuilder();
        int i = 1;
        while (true) {
            char c = quoted.charAt(i++);
            if (c == mark) {
                if (i == quoted.length()) {
                    return read.toString();
                }
                assertThat(quoted.charAt(i))
                        .as("the quoted text ends early: %s", quoted)
                        .isEqualTo(mark);
                i++;
            }
            read.append(c);
        }
    }
}
