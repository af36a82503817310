package dev.evenkeel.run;

import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's folders: where runbooks, profiles and reports are when nobody says otherwise. */
public record Home(Path folder) {
    /** As the user would name it from where they are: reports show the names. */
    public static Home find() {
        Path here = Path.of("").toAbsolutePath();
        Path home = Path.of(System.getProperty("evenkeel.home", ""))
                .toAbsolutePath()
                .normalize();
        return new Home(home.startsWith(here) ? here.relativize(home) : home);
    }

    public Path environments() {
        return folder.resolve("environments");
    }

    public Path reports() {
        return folder.resolve("reports");
    }

    public Path runbook() {
        return folder.resolve("features/encrypt-at-rest.feature");
    }

    /** A runbook by its file, or the only one of a folder. */
    public static Path runbookAt(Path path) {
        if (!Files.isDirectory(path)) {
            return path;
        }
        List<Path> features = features(path);
        if (features.size() != 1) {
            throw new Misconfigured(
                    path + " holds " + features.size() + " .feature files, needed is one runbook; name the" + " file");
        }
        return features.get(0);
    }

    /** A drill by its file, or by its name for {@code features/drills/NAME.feature}. */
    Path drill(String nameOrFile) {
        if (nameOrFile.endsWith(".feature")) {
            return Path.of(nameOrFile);
        }
        Path drills = folder.resolve("features/drills");
        Path file = drills.resolve(nameOrFile + ".feature");
        if (!Files.exists(file)) {
            throw new Misconfigured("there is no drill '" + nameOrFile + "'; known are "
                    + String.join(
                            ", ",
                            features(drills).stream()
                                    .map(drill -> drill.getFileName().toString().replace(".feature", ""))
                                    .toList())
                    + ", or give a .feature file");
        }
        return file;
    }

    private static List<Path> features(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".feature"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Misconfigured(folder + " cannot be read; give a folder that holds .feature files");
        }
    }
}
