package dev.evenkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.vocabulary.KnownStep;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide's table of steps is that of the step classes. */
class StepVocabularyDocTest {
    private static final String HEAD = "| step | effect | what it does |\n|---|---|---|\n";

    @Test
    void the_guide_lists_every_step_as_the_program_does() throws IOException {
        String table = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.steps").steps().stream()
                .map(StepVocabularyDocTest::row)
                .collect(Collectors.joining("", HEAD, ""));
        String guide = Files.readString(Path.of("docs/runbook-guide.md"));

        int from = guide.indexOf(HEAD);
        int end = guide.indexOf("\n\n", from);
        int to = end < 0 ? guide.length() : end + 1;
        if (Boolean.getBoolean("evenkeel.docs.write")) {
            Files.writeString(Path.of("docs/runbook-guide.md"), guide.substring(0, from) + table + guide.substring(to));
            return;
        }
        assertThat(guide.substring(from, to))
                .as(
                        "docs/runbook-guide.md; 'mvn test -Dtest=StepVocabularyDocTest -DargLine=-Devenkeel.docs.write=true' writes it")
                .isEqualTo(table);
    }

    private static String row(KnownStep step) {
        return "| " + cell(step.pattern()) + " | "
                + step.effect().map(Effect::label).orElse("?") + " | " + cell(step.what()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
