package dev.evenkeel.transfer.load;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A user's file.
 *
 * @param into the database for what chooses none itself; without it, the one that the file's header names, or that the
 *     files before it chose
 */
public record DataFile(Path file, Optional<String> into) {}
