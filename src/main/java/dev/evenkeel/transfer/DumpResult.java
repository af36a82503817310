package dev.evenkeel.transfer;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A dump that is complete.
 *
 * @param bytes of SQL text
 * @param fileBytes of the gzipped file
 * @param sha256 of the gzipped file
 * @param toolVersion what the dump program says of itself
 */
public record DumpResult(Path file, long bytes, long fileBytes, Duration took, String sha256, String toolVersion) {}
