package dev.evenkeel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
