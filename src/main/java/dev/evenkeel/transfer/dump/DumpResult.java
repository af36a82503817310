package dev.evenkeel.transfer.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A dump that is complete.
 *
 * @param bytes of SQL text
 * @param fileBytes of the gzipped file
 * @param sha256 of the gzipped file
 * @param toolVersion what the dump program says of itself
 */
public record DumpResult(Path file, long bytes, long fileBytes, Duration took, String sha256, String toolVersion) {
    /** Whether a file is there and is the one that was written. */
    public static boolean isIntact(Path file, String sha256) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            byte[] digest = ((DigestInputStream) in).getMessageDigest().digest();
            return HexFormat.of().formatHex(digest).equals(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException("the dump " + file + " cannot be read: " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
