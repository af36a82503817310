package dev.evenkeel.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Held by the process that writes a journal, until it ends, however it ends. It is on a file that nobody reads: whoever closes a
 * file lets go of every lock that its process holds on it, and a run reads its own journal.
 */
final class RunLock implements AutoCloseable {
    static final String FILE = ".lock";

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @return empty when somebody holds it */
    static Optional<RunLock> take(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel = PrivateFiles.shared(file);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new RunLock(file, channel));
            }
        } catch (OverlappingFileLockException e) {
            // Another run of this process; its lock must not be closed with this channel, so that is left open.
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    /** The file goes first: nobody takes a lock on one that is about to vanish. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
