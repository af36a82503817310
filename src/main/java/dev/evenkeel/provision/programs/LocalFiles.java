package dev.evenkeel.provision.programs;

import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/** Where this machine keeps what costs time to make: unpacked servers, initialised data folders, the folders of runs. */
public final class LocalFiles {
    private LocalFiles() {}

    /** {@code EVENKEEL_CACHE}, else the user's cache folder. */
    public static Path cache() {
        Map<String, String> env = System.getenv();
        return Optional.ofNullable(env.get("EVENKEEL_CACHE"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .or(() -> Optional.ofNullable(env.get("XDG_CACHE_HOME"))
                        .filter(text -> !text.isEmpty())
                        .map(home -> Path.of(home).resolve("evenkeel")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "evenkeel"));
    }

    /** Why nothing can be kept in the cache, if so. Makes it where it is missing. */
    public static Optional<String> cacheProblem() {
        Path cache = cache();
        try {
            Files.delete(PrivateFiles.newFolder(cache, "writable-"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the cache folder " + cache + " cannot be used (" + reason(e)
                    + "); make it writable for this account alone, or set EVENKEEL_CACHE to a folder that is");
        }
    }

    /** Why the system refuses a file, without the name of Java's class for it, and without the file's own. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
            return "something else has its name";
        }
        String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        return Optional.ofNullable(reason).orElse("the system does not say why");
    }

    /** Deletes a folder and all in it; files that vanish meanwhile are as good as deleted. */
    public static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path done, IOException e) throws IOException {
                    Files.deleteIfExists(done);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder + ": " + e, e);
        }
    }
}
