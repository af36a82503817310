package dev.evenkeel.report.folder;

import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Puts a file into a run's folder as a whole: written beside its place and then moved there. What was in its place is
 * not written to, so a link to somewhere else harms nobody, and a reader sees the old file or the new one.
 */
public final class SafeFile {
    private static final String UNFINISHED = ".new";

    private SafeFile() {}

    /** Written beside its place and not moved there, as a crash leaves it. */
    public static boolean unfinished(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.startsWith(".") && last.endsWith(UNFINISHED);
    }

    public static Path write(Path file, byte[] content) throws IOException {
        Path beside = beside(file);
        try {
            PrivateFiles.write(beside, content);
            return inPlace(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A file of our own that was made elsewhere. */
    public static Path copy(Path from, Path file) throws IOException {
        Path beside = beside(file);
        try {
            PrivateFiles.copy(from, beside);
            return inPlace(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static Path beside(Path file) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + UNFINISHED);
        Files.deleteIfExists(beside);
        return beside;
    }

    private static Path inPlace(Path beside, Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is a folder, and a file belongs there");
        }
        return Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
