package dev.evenkeel.approval;

import dev.evenkeel.journal.OrdinaryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file among the answers of a run.
 *
 * @param file its name
 * @param answer what it says; empty where it says nothing that can be read
 * @param problem why it cannot be read
 */
record GivenAnswer(String file, Optional<Answer> answer, String problem) {
    /** More files than people will ever answer. */
    private static final int MOST = 1000;

    static GivenAnswer of(String file, Answer answer) {
        return new GivenAnswer(file, Optional.of(answer), "");
    }

    /** All that lie in the run's folder, in the order of their names. */
    static List<GivenAnswer> all(Path folder) {
        Path answers = folder.resolve(Answer.FOLDER);
        if (!Files.isDirectory(answers)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(answers)) {
            return files.map(file -> file.getFileName().toString())
                    // Others are on their way to their name.
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .limit(MOST)
                    .map(name -> read(folder, name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the answers in " + answers + " cannot be read: " + e, e);
        }
    }

    private static GivenAnswer read(Path folder, String name) {
        try {
            return of(name, Answer.read(folder, Answer.FOLDER + "/" + name));
        } catch (SshData.Malformed | OrdinaryFile.Unfit e) {
            return new GivenAnswer(name, Optional.empty(), e.getMessage());
        } catch (IOException e) {
            return new GivenAnswer(
                    name, Optional.empty(), "it cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
