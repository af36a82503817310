package dev.evenkeel.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/**
 * The only way to make files and folders: for their owner alone from the moment they exist, whatever the umask is. What
 * stood there before is replaced and never written to, for somebody else may have opened it.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOR_OWNER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(FOR_OWNER);
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final int STICKY = 01000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PrivateFiles() {}

    /** The folder, made with those above it where they are missing. One that is there stays as it is. */
    public static Path folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path parent = folder(folder.toAbsolutePath().getParent());
        refuse(parent);
        try {
            return checked(Files.createDirectory(folder, attributes(parent, FOLDER)));
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(folder)) {
                return folder;
            }
            throw e;
        }
    }

    /** A new folder in another one, by a name that nothing has. */
    public static Path newFolder(Path parent, String prefix) throws IOException {
        refuse(folder(parent));
        return checked(Files.createTempDirectory(parent, prefix, attributes(parent, FOLDER)));
    }

    /** A new folder for what is of no use later. */
    public static Path temporaryFolder(String prefix) throws IOException {
        return newFolder(Path.of(System.getProperty("java.io.tmpdir")), prefix);
    }

    /**
     * Why nothing can be made in a folder without others being able to exchange it. In one with the sticky bit, as the
     * system's temporary folder has it, nobody exchanges what is another's.
     */
    public static Optional<String> obstacle(Path folder) {
        try {
            boolean open = Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
            return open && ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) == 0
                    ? Optional.of(folder + " is writable by every account of this machine, which could exchange what is"
                            + " made there; chmod o-w it, or make a folder of your own in it and give that")
                    : Optional.empty();
        } catch (UnsupportedOperationException e) {
            return Optional.of(withoutPermissions(folder));
        } catch (IOException e) {
            // Whoever makes something there is told.
            return Optional.empty();
        }
    }

    /** An empty file, where nothing may be yet. */
    public static Path create(Path file) throws IOException {
        return checked(Files.createFile(file, attributes(file, FILE)));
    }

    /** A new file in the place of what is there. */
    public static OutputStream replace(Path file) throws IOException {
        Files.deleteIfExists(file);
        // No channel: that is closed when a thread that was interrupted writes to it.
        return Files.newOutputStream(create(file), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    public static BufferedWriter writer(Path file) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(replace(file), StandardCharsets.UTF_8));
    }

    public static Path write(Path file, byte[] content) throws IOException {
        try (OutputStream out = replace(file)) {
            out.write(content);
        }
        return file;
    }

    public static Path write(Path file, CharSequence content) throws IOException {
        return write(file, content.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A file that is there as a whole or not at all, whenever it is looked at and whatever happens to this process. */
    public static Path exchange(Path file, byte[] content) throws IOException {
        Path coming = file.resolveSibling("." + file.getFileName() + "-" + Long.toHexString(RANDOM.nextLong()));
        try {
            create(coming);
            try (RandomAccessFile out = open(coming)) {
                out.write(content);
                out.getFD().sync();
            }
            return Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(coming);
        }
    }

    public static Path copy(Path from, Path to) throws IOException {
        try (OutputStream out = replace(to)) {
            Files.copy(from, out);
        }
        return to;
    }

    /** A file that processes agree by, made where it is missing. */
    public static FileChannel shared(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes(file, FILE));
    }

    /** A file that is there, to be written on. */
    public static RandomAccessFile open(Path file) throws IOException {
        return new RandomAccessFile(file.toRealPath().toFile(), "rw");
    }

    /** Where a program's words go: a new file. */
    public static ProcessBuilder.Redirect words(Path file) throws IOException {
        Files.deleteIfExists(file);
        return ProcessBuilder.Redirect.appendTo(create(file).toFile());
    }

    private static FileAttribute<?> attributes(Path there, FileAttribute<?> wanted) throws IOException {
        if (!there.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new FileSystemException(there.toString(), null, withoutPermissions(there));
        }
        return wanted;
    }

    /** Some file systems take permissions and keep none. */
    private static Path checked(Path made) throws IOException {
        if (FOR_OWNER.containsAll(Files.getPosixFilePermissions(made, LinkOption.NOFOLLOW_LINKS))) {
            return made;
        }
        Files.delete(made);
        throw new FileSystemException(made.toString(), null, withoutPermissions(made.getParent()));
    }

    private static String withoutPermissions(Path folder) {
        return "the file system of " + folder
                + " keeps no permissions, so that others could read what is written there;"
                + " choose a folder on another one";
    }

    private static void refuse(Path folder) throws IOException {
        Optional<String> obstacle = obstacle(folder);
        if (obstacle.isPresent()) {
            throw new FileSystemException(folder.toString(), null, obstacle.get());
        }
    }
}
