package dev.evenkeel.provision.programs;

import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A fetched program as evenkeel knows it: the SHA-256 of its archive and of every file in it, in a file beside this class, as
 * sha256sum writes them. The first line is the archive's.
 */
final class PinnedProgram {
    private static final int DIGEST_LENGTH = 64;
    private static final int BUFFER_BYTES = 1 << 20;

    /** What this process has read already, by file, with the marks that change whenever its content does. */
    private static final Map<Path, Seen> SEEN = new ConcurrentHashMap<>();

    private record Seen(Map<String, Object> marks, String digest) {}

    private final String archiveDigest;
    private final Map<String, String> digests;

    private PinnedProgram(String archiveDigest, Map<String, String> digests) {
        this.archiveDigest = archiveDigest;
        this.digests = digests;
    }

    /** @throws Misconfigured for one whose digests are not known, which is then not fetched either */
    static PinnedProgram of(String artifact, String version) {
        String list = artifact + "-" + version + ".sha256";
        try (InputStream stream = PinnedProgram.class.getResourceAsStream(list)) {
            if (stream == null) {
                throw new Misconfigured("the SHA-256 of " + artifact + " " + version
                        + " is not known to this evenkeel, so it is not fetched; choose another version");
            }
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            Map<String, String> digests = new TreeMap<>();
            lines.stream()
                    .skip(1)
                    .forEach(line -> digests.put(line.substring(DIGEST_LENGTH + 2), line.substring(0, DIGEST_LENGTH)));
            return new PinnedProgram(lines.get(0).substring(0, DIGEST_LENGTH), digests);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + list + ": " + e, e);
        }
    }

    /** @throws Misconfigured for an archive that is not the known one */
    void checkArchive(Path archive) {
        String found = read(archive);
        if (!found.equals(archiveDigest)) {
            throw new Misconfigured("the archive " + archive + " is not the known one: its SHA-256 is " + found
                    + ", expected is " + archiveDigest
                    + "; it was not unpacked; delete it, so that it is fetched again,"
                    + " and if it comes back the same, ask who runs the Maven repository");
        }
    }

    /**
     * Looks at every file, for a server also loads libraries and runs scripts. A file that this process has read and that
     * has not been written since is not read again.
     *
     * @throws Misconfigured for the first file that is not the known one, is missing or does not belong there
     */
    void checkUnpacked(Path home) {
        String again = "; nothing in it was started; delete " + home + ", so that it is unpacked again";
        Map<String, String> missing = new TreeMap<>(digests);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                String expected = missing.remove(home.relativize(file).toString());
                if (expected == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new Misconfigured(file + " does not belong to the program that was unpacked there" + again);
                }
                String found = digest(file);
                if (!found.equals(expected)) {
                    throw new Misconfigured(file + " was changed after it was unpacked: its SHA-256 is " + found
                            + ", expected is " + expected + again);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the programs in " + home + ": " + e, e);
        }
        missing.forEach((name, expected) -> {
            throw new Misconfigured(home.resolve(name) + " is missing, expected with the SHA-256 " + expected + again);
        });
    }

    private static String digest(Path file) throws IOException {
        // Nobody can set the time of the last change, other than that of the last modification.
        Map<String, Object> marks =
                Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev", LinkOption.NOFOLLOW_LINKS);
        Seen seen = SEEN.get(file.toAbsolutePath());
        if (seen == null || !seen.marks().equals(marks)) {
            seen = new Seen(marks, read(file));
            SEEN.put(file.toAbsolutePath(), seen);
        }
        return seen.digest();
    }

    private static String read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                sha256.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
