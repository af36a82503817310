package dev.evenkeel.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Asked;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.TrafficSwitch.NotMoved;
import dev.evenkeel.mariadb.Endpoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualSwitchTest {
    private static final Endpoint SOURCE = new Endpoint("10.0.0.1", 3306);
    private static final Endpoint TARGET = new Endpoint("10.0.0.2", 3306);

    @Test
    void a_person_reads_what_to_do_and_confirms_it() {
        Asked person = Asked.whoAnswers(" Moved ");
        ManualSwitch traffic = begun(person);

        traffic.pointTo(TARGET);

        assertThat(traffic.current()).isEqualTo(TARGET);
        assertThat(person.shown())
                .containsExactly(
                        "",
                        "The application must be moved by hand now, to 10.0.0.2:3306 (until now 10.0.0.1:3306).",
                        "  set the alias db.example.com",
                        "Type moved and press Enter when all of it goes there. Any other answer, and no answer within 60 s,"
                                + " means that it was not moved.");
        assertThat(person.notes())
                .containsExactly(
                        "the person at the terminal confirmed that the application was moved to 10.0.0.2:3306");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "not moved", "moved?"})
    void any_other_answer_is_no_move_and_nobody_knows_where_the_application_goes(String answer) {
        ManualSwitch traffic = begun(Asked.whoAnswers(answer));

        assertThatThrownBy(() -> traffic.pointTo(TARGET))
                .isInstanceOf(NotMoved.class)
                .hasMessage(
                        "the person at the terminal did not confirm that the application was moved to 10.0.0.2:3306;"
                                + " the answer was '" + answer + "', must be moved");
        assertThatThrownBy(traffic::current).isInstanceOf(NotMoved.class);
    }

    @Test
    void without_anybody_it_is_not_moved() {
        ManualSwitch traffic = begun(Asked.NOBODY);

        assertThatThrownBy(() -> traffic.pointTo(TARGET))
                .isInstanceOf(NotMoved.class)
                .hasMessage("nobody confirmed within 60 s that the application was moved to 10.0.0.2:3306");
    }

    private static ManualSwitch begun(Operator person) {
        ManualSwitch traffic = new ManualSwitch(List.of("set the alias db.example.com"), Duration.ofMinutes(1), person);
        traffic.begin(SOURCE);
        return traffic;
    }
}
