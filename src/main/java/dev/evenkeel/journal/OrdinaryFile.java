package dev.evenkeel.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file of a run's folder, opened without trust: the folder may come from somebody else, and reading it must show
 * nothing that lies outside it, wait for nobody, and not fill the memory.
 */
public final class OrdinaryFile {
    private OrdinaryFile() {}

    /** Opens it to be read; a link that takes its place meanwhile is not followed. */
    public static InputStream open(Path folder, String name, long mostBytes) throws IOException {
        Path file = check(folder, name);
        long bytes = Files.size(file);
        if (bytes > mostBytes) {
            throw new Unfit(file + " holds " + bytes + " bytes; at most " + mostBytes + " are read of such a file");
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The file, where it and every folder on the way to it are what they seem.
     *
     * @throws Unfit when there is anything else in its place
     * @throws NoSuchFileException when there is nothing
     */
    public static Path check(Path folder, String name) throws IOException {
        Path within = folder.toAbsolutePath().normalize();
        Path file = path(within, name).normalize();
        if (!file.startsWith(within) || file.equals(within)) {
            throw new Unfit("'" + name + "' names no file within " + folder);
        }
        Path way = within;
        for (Path part : within.relativize(file)) {
            way = way.resolve(part);
            Optional<String> problem = way.equals(file) ? problem(way) : notAFolder(way);
            if (problem.isPresent()) {
                throw new Unfit(problem.get());
            }
        }
        return file;
    }

    private static Path path(Path within, String name) {
        try {
            return within.resolve(name);
        } catch (InvalidPathException e) {
            throw new Unfit("a file cannot have the name '" + name + "'");
        }
    }

    /** Why it is not an ordinary file, in one sentence. */
    public static Optional<String> problem(Path file) throws IOException {
        BasicFileAttributes found = attributes(file);
        if (found.isRegularFile()) {
            // A second name may lie anywhere, and what is read here would be read from there.
            return names(file) == 1
                    ? Optional.empty()
                    : Optional.of(
                            file + " is a hard link, the same file has another name elsewhere; put a copy of it in"
                                    + " its place");
        }
        return Optional.of(file + " is " + kind(found) + "; needed is a regular file of this folder itself");
    }

    private static Optional<String> notAFolder(Path way) throws IOException {
        BasicFileAttributes found = attributes(way);
        return found.isDirectory()
                ? Optional.empty()
                : Optional.of(way + " is " + kind(found) + "; needed is a folder within the run's folder");
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String kind(BasicFileAttributes found) {
        if (found.isSymbolicLink()) {
            return "a symbolic link";
        }
        if (found.isDirectory()) {
            return "a folder";
        }
        return found.isRegularFile() ? "a file" : "a pipe, a socket or a device";
    }

    /** 1 where the system does not count them. */
    private static int names(Path file) throws IOException {
        boolean counted = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return counted ? (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) : 1;
    }

    /** Something else than the file that is needed; nothing of it was read. */
    public static final class Unfit extends RuntimeException {
        public Unfit(String sentence) {
            super(sentence);
        }
    }
}
