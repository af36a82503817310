package dev.evenkeel.runbook.lint;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Runbooks and drills that are written to be linted. */
abstract class LintedFiles {
    static final StepCatalog CATALOG = StepCatalog.of(
            LintedFiles.class.getClassLoader(), "dev.evenkeel.runbook.worldglue", "dev.evenkeel.runbook.vagueglue");

    @TempDir
    Path folder;

    /** The problems of a runbook with this text, each as {@code line: found, needed; remedy}. */
    List<String> problems(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("linted.feature"), text);
        return catchThrowableOfType(RunbookRefused.class, () -> Runbook.read(file, Optional.empty(), CATALOG))
                .problems()
                .stream()
                .map(problem -> problem.toString().replace(file + ":", ""))
                .toList();
    }
}
