package dev.evenkeel.catalog.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CodeObjectsTest {
    @Test
    void takes_a_triggers_body_word_for_word() {
        assertThat(CodeObjects.triggerBody(
                        "CREATE DEFINER=\"a\"@\"b\" TRIGGER t AFTER DELETE ON x FOR  EACH\n ROW  SET @x = 'it''s  Y'"))
                .isEqualTo("SET @x = 'it''s  Y'");
        assertThat(CodeObjects.triggerBody("CREATE TRIGGER t AFTER DELETE ON x FOR EACH ROW FOLLOWS `o` BEGIN END"))
                .isEqualTo("BEGIN END");
    }

    @Test
    void tells_a_default_from_a_parameter_that_is_called_so() {
        assertThat(CodeObjects.hasDefault("IN a INT, IN b INT DEFAULT 7")).isTrue();
        assertThat(CodeObjects.hasDefault("IN `default` INT, IN c VARCHAR(9) /* DEFAULT */"))
                .isFalse();
    }

    @Test
    void does_not_guess_where_a_body_begins() {
        assertThatThrownBy(() -> CodeObjects.triggerBody("CREATE TRIGGER t"))
                .hasMessage("its statement has no FOR EACH ROW");
    }
}
