package dev.evenkeel.runbook.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.glue.Effect;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StepCatalogTest {
    @Test
    void lists_the_vocabulary_with_effects_and_descriptions() {
        StepCatalog catalog = StepCatalog.of(
                getClass().getClassLoader(), "dev.evenkeel.runbook.worldglue", "dev.evenkeel.runbook.vagueglue");

        assertThat(catalog.steps())
                .contains(
                        new KnownStep(
                                "the {word} is/are checked",
                                Optional.of(Effect.READ_ONLY),
                                "Looks at something.",
                                false,
                                false,
                                false,
                                Breaks.NOTHING,
                                FactUse.NONE,
                                "WorldSteps",
                                "checked"),
                        new KnownStep(
                                "something is done",
                                Optional.empty(),
                                "",
                                false,
                                false,
                                false,
                                Breaks.NOTHING,
                                FactUse.NONE,
                                "VagueSteps",
                                "unsaid"));
        assertThat(catalog.steps()).extracting(KnownStep::owner).isSorted();
    }

    @Test
    void reads_durations_as_people_write_them() {
        assertThat(Words.duration("250 milliseconds")).isEqualTo(Duration.ofMillis(250));
        assertThat(Words.duration("1 second")).isEqualTo(Duration.ofSeconds(1));
        assertThat(Words.duration("60 seconds")).isEqualTo(Duration.ofSeconds(60));
        assertThat(Words.duration("3 minutes")).isEqualTo(Duration.ofMinutes(3));
        assertThat(Words.duration("24 hours")).isEqualTo(Duration.ofHours(24));
        assertThat(Words.duration("2 days")).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void has_an_exit_code_for_every_number_of_the_contract() {
        for (int number = 0; number <= 12; number++) {
            assertThat(ExitCode.ofNumber(number)).map(ExitCode::number).contains(number);
        }
        assertThat(ExitCode.ofNumber(13)).isEmpty();
    }
}
