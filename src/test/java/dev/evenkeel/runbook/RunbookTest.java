package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunbookTest {
    @TempDir
    private Path folder;

    @Test
    void orders_undo_by_the_phases_and_not_by_the_file_forwards_or_backwards() throws IOException {
        Path file = Files.writeString(folder.resolve("three.feature"), """
                Feature: A
                  Rule: B
                    @phase:first @reversible
                    Scenario: First
                      When the source is changed
                    @undo:second
                    Scenario: Undo second
                      When the source is put back
                    @undo:third
                    Scenario: Undo third
                      When the source is put back
                    @undo:first
                    Scenario: Undo first
                      When the source is put back
                    @phase:second @reversible
                    Scenario: Second
                      When the source is changed
                    @phase:third @reversible
                    Scenario: Third
                      When the source is changed
                """);

        Runbook runbook = Runbook.read(
                file, Optional.empty(), StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.worldglue"));

        assertThat(runbook.phases())
                .extracting(Phase::id)
                .containsExactly("first", "second", "third", "undo:third", "undo:second", "undo:first");
        assertThat(runbook.phases()).extracting(Phase::index).containsExactly(1, 2, 3, 4, 5, 6);
    }
}
