package dev.evenkeel.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @Test
    void a_secret_that_contains_another_leaves_nothing_behind() {
        redactor.learn("pass");
        redactor.learn("pass-and-more");

        assertThat(redactor.redact("pass-and-more, pass")).isEqualTo("***, ***");
    }

    @Test
    void the_order_of_learning_does_not_matter() {
        redactor.learn("pass-and-more");
        redactor.learn("pass");

        assertThat(redactor.redact("pass-and-more, pass")).isEqualTo("***, ***");
    }

    @Test
    void secrets_are_texts_not_patterns() {
        redactor.learn("a.c$1(");

        assertThat(redactor.redact("abc a.c$1( done")).isEqualTo("abc *** done");
    }

    @Test
    void values_are_redacted_at_every_depth_keys_too() {
        redactor.learn("secret");

        Object clean = redactor.redactValue(Map.of(
                "statement",
                "SET PASSWORD = 'secret'",
                "list",
                List.of("secret", Map.of("key of secret", 7, "deep", List.of("a secret")))));

        assertThat(clean)
                .isEqualTo(Map.of(
                        "statement",
                        "SET PASSWORD = '***'",
                        "list",
                        List.of("***", Map.of("key of ***", 7, "deep", List.of("a ***")))));
    }

    @Test
    void what_is_not_text_stays_as_it_is() {
        redactor.learn("7");

        assertThat(redactor.redactValue(Map.of("number", 7, "flag", true)))
                .isEqualTo(Map.of("number", 7, "flag", true));
    }

    @Test
    void an_empty_secret_hides_nothing() {
        redactor.learn("");

        assertThat(redactor.redact("as it was")).isEqualTo("as it was");
    }

    /** Everything in it that some syntax escapes. */
    private static final String AWKWARD = "q'\"`\\&<>/%+_ =\n\u00e4\ud83d\udd11Z";

    @Test
    void secrets_that_overlap_leave_nothing_behind() {
        redactor.learn("bcdef");
        redactor.learn("abcd");

        assertThat(redactor.redact("abcdef abcde xbcdef")).isEqualTo("*** ***e x***");
    }

    @Test
    void a_secret_that_overlaps_itself_leaves_nothing_behind() {
        redactor.learn("abab");

        assertThat(redactor.redact("ababab, abababab")).isEqualTo("***, ***");
    }

    @Test
    void secrets_side_by_side_are_two() {
        redactor.learn("pass");

        assertThat(redactor.redact("passpass")).isEqualTo("******");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // As it is; SQL with backslashes; SQL with doubled quotes; names in backticks.
                AWKWARD,
                "q\\'\\\"`\\\\&<>/%+_ =\\n\u00e4\ud83d\udd11Z",
                "q''\"`\\&<>/%+_ =\n\u00e4\ud83d\udd11Z",
                "q''\"`\\\\&<>/%+_ =\\n\u00e4\ud83d\udd11Z",
                "q'\"\"`\\&<>/%+_ =\n\u00e4\ud83d\udd11Z",
                "q'\"``\\&<>/%+_ =\n\u00e4\ud83d\udd11Z",
                "q\\'\\\"`\\\\&<>/\\%+\\_ =\\n\u00e4\ud83d\udd11Z",
                // JSON, with what need not be escaped as well.
                "q'\\\"`\\\\&<>/%+_ =\\n\u00e4\ud83d\udd11Z",
                "q\\u0027\\u0022\\u0060\\u005C\\u0026\\u003c\\u003E\\/%+_ =\\u000a\\u00E4\\uD83D\\udd11Z",
                // HTML and XML, by name, by number, twice.
                "q'&quot;`\\&amp;&lt;&gt;/%+_ =\n\u00e4\ud83d\udd11Z",
                "q&#39;&quot;`\\&amp;&lt;>/%+_ =&#10;&#228;&#128273;Z",
                "q&#x27;&#34;&#096;&#x5C;&#38;&#x3c;&#62;&#x2f;%+_ =&#xA;&#xe4;&#x1F511;Z",
                "q&apos;&quot;`\\&amp;&lt;&gt;/%+_ =\n\u00e4\ud83d\udd11Z",
                "q&amp;apos;&amp;quot;`\\&amp;amp;&amp;lt;&amp;gt;/%+_ =\n\u00e4\ud83d\udd11Z",
                // An address, once and twice.
                "q%27%22%60%5C%26%3C%3E%2F%25%2B_+%3D%0A%C3%A4%F0%9F%94%91Z",
                "q'%22%60%5c&%3c%3e/%25+_%20=%0a%c3%a4%f0%9f%94%91Z",
                "q%2527%2522%2560%255C%2526%253C%253E%252F%2525%252B_%2520%253D%250A%25C3%25A4%25F0%259F%2594%2591Z",
                // SQL with backslashes, in JSON; and that in HTML.
                "q\\\\'\\\\\\\"`\\\\\\\\&<>/%+_ =\\\\n\u00e4\ud83d\udd11Z",
                "q\\\\&#39;\\\\\\&quot;`\\\\\\\\&amp;&lt;&gt;/%+_ =\\\\n\u00e4\ud83d\udd11Z",
            })
    void every_way_of_escaping_it_is_known(String escaped) {
        redactor.learn(AWKWARD);

        assertThat(redactor.redact("<" + escaped + ">")).isEqualTo("<***>");
        assertThat(redactor.redact("<" + escaped.replace("Z", "Y") + ">"))
                .contains("q")
                .contains("Y");
    }

    @Test
    void what_the_programs_in_use_make_of_it_is_known() throws IOException {
        redactor.learn(AWKWARD);

        assertThat(redactor.redact(new ObjectMapper().writeValueAsString(AWKWARD)))
                .isEqualTo("\"***\"");
        assertThat(redactor.redact(JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build()
                        .writeValueAsString(List.of(AWKWARD))))
                .isEqualTo("[\"***\"]");
        assertThat(redactor.redact("?p=" + URLEncoder.encode(AWKWARD, UTF_8) + "&q"))
                .isEqualTo("?p=***&q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"swordfish", AWKWARD, "???>>>~~~\u00ff\u00fe", "abcdef"})
    void hexadecimal_and_base64_are_known(String secret) {
        redactor.learn(secret);
        byte[] bytes = secret.getBytes(UTF_8);
        String hex = HexFormat.of().formatHex(bytes);

        assertThat(redactor.redact("0x" + hex + " x'" + hex.toUpperCase(Locale.ROOT) + "'"))
                .isEqualTo("0x*** x'***'");
        assertThat(redactor.redact("p " + Base64.getEncoder().encodeToString(bytes) + ","))
                .isEqualTo("p ***,");
        assertThat(redactor.redact(
                        "p=" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "&q"))
                .isEqualTo("p=***&q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"swordfish", AWKWARD, "abcdef", "correct horse"})
    void base64_of_a_longer_text_shows_nothing_of_it(String secret) {
        redactor.learn(secret);

        for (String before : List.of("", "u:", "me:", "user:", "Basic of some user: ")) {
            for (String after : List.of("", "!", "@h", "@host", "@host:3306/")) {
                String clean =
                        redactor.redact(Base64.getEncoder().encodeToString((before + secret + after).getBytes(UTF_8)));

                String read = new String(
                        Base64.getDecoder()
                                .decode(clean.replaceFirst("\\*\\*\\*.*", "").replaceFirst("=*$", "")),
                        UTF_8);
                assertThat(clean).contains("***");
                // Up to it, and no sign of it.
                assertThat(before).startsWith(read);
            }
        }
    }

    @Test
    void the_hash_that_a_server_keeps_is_known() {
        redactor.learn("password");

        assertThat(redactor.redact("PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19', "
                        + "2470c0c06dee42fd1618bb99005adca2ec9d1e19"))
                .isEqualTo("PASSWORD '***', ***");
    }

    @Test
    void a_short_secret_is_hidden_where_it_stands_alone_and_takes_nothing_else_away() {
        redactor.learn("a");
        redactor.learn("x1");
        redactor.learn("per");

        assertThat(redactor.redact("a password 'x1' as per 'paper' 61 YQ= 0x7831 cGVy: max1, ex10, part a"))
                .isEqualTo("*** password '***' as *** 'paper' 61 YQ= 0x7831 ***: max1, ex10, part ***");
    }

    @Test
    void a_secret_of_four_signs_is_hidden_within_words() {
        redactor.learn("root");

        assertThat(redactor.redact("chroot 726f6f74 root")).isEqualTo("ch*** *** ***");
    }

    @Test
    void texts_without_a_secret_stay_as_they_are() {
        redactor.learn("swordfish");
        redactor.learn(AWKWARD);
        String text = "SELECT 'q', \"Z\" FROM `t` WHERE a % 25 = 0x27 -- c3dvcmRmaXN, swordfis h";

        assertThat(redactor.redact(text)).isSameAs(text);
    }
}
