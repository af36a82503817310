package dev.evenkeel.report.folder;

import dev.evenkeel.journal.OrdinaryFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a run's folder holds. It may come from somebody else: links are not followed, and whatever is not an ordinary file is
 * named and not opened.
 *
 * @param files by their names within the folder, with slashes
 * @param problems one sentence for everything else
 */
public record Listing(Map<String, Path> files, List<String> problems) {
    /** A run writes some hundred. */
    static final int MOST_FILES = 100_000;

    /** Runs make no folder within a folder within theirs. */
    private static final int DEEPEST = 2;

    public static Listing of(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                if (folder.relativize(at).getNameCount() >= DEEPEST && !at.equals(folder)) {
                    problems.add(name(folder, at) + ": a folder that no run makes");
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (files.size() + problems.size() >= MOST_FILES) {
                    problems.add(folder + " holds more than " + MOST_FILES + " files; no run leaves as many");
                    return FileVisitResult.TERMINATE;
                }
                OrdinaryFile.problem(file).ifPresentOrElse(problems::add, () -> files.put(name(folder, file), file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                problems.add(name(folder, file) + ": cannot be looked at: "
                        + e.getClass().getSimpleName());
                return FileVisitResult.CONTINUE;
            }
        });
        return new Listing(files, List.copyOf(problems));
    }

    /**
     * Before anything is written into the folder, or another program reads in it.
     *
     * @throws OrdinaryFile.Unfit by the first thing that is not a file of the folder's own
     */
    public static void check(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new OrdinaryFile.Unfit(folder + " is not a directory");
        }
        List<String> problems = of(folder).problems();
        if (!problems.isEmpty()) {
            throw new OrdinaryFile.Unfit(problems.get(0));
        }
    }

    private static String name(Path folder, Path file) {
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }
}
