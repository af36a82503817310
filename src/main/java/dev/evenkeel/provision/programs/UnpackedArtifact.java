package dev.evenkeel.provision.programs;

import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A program that comes as an archive from a Maven repository, unpacked into the cache once. */
public final class UnpackedArtifact {
    private UnpackedArtifact() {}

    /**
     * The folder that a zip's only top folder became, checked.
     *
     * @throws Misconfigured when the archive is neither cached nor available, or anything is not as it is known
     */
    public static Path fetch(String group, String artifact, String version, Consumer<String> say) {
        return checked(
                LocalFiles.cache().resolve("tools").resolve(artifact + "-" + version),
                PinnedProgram.of(artifact, version),
                () -> {
                    say.accept("fetching " + artifact + " " + version + " (once)");
                    return MavenArtifacts.fetch(group, artifact, "zip", version);
                },
                name -> {
                    int top = name.indexOf('/');
                    return top < 0 || top == name.length() - 1
                            ? Optional.empty()
                            : Optional.of(name.substring(top + 1));
                });
    }

    /**
     * The folder, unpacked first where it is missing. An archive is checked before it is unpacked, and what was unpacked
     * each time it is asked for: others may have written there since.
     *
     * @param place where an entry goes within the folder, empty for one that is left out
     */
    static Path checked(
            Path home, PinnedProgram program, Supplier<Path> archive, Function<String, Optional<String>> place) {
        if (!Files.exists(home)) {
            Path fetched = archive.get();
            program.checkArchive(fetched);
            unpack(fetched, home, place);
        }
        program.checkUnpacked(home);
        return home;
    }

    /** Unpacks beside the place and moves it there in one step: a half-unpacked program is never found later. */
    private static void unpack(Path archive, Path home, Function<String, Optional<String>> place) {
        try {
            Files.createDirectories(home.getParent());
            Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Optional<String> name = entry.isDirectory() ? Optional.empty() : place.apply(entry.getName());
                    if (name.isPresent()) {
                        write(zip, fresh, fresh.resolve(name.get()).normalize());
                    }
                }
            }
            try {
                Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                LocalFiles.deleteTree(fresh);
                if (!Files.exists(home)) {
                    throw e;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive + " to " + home + ": " + e, e);
        }
    }

    private static void write(ZipInputStream zip, Path root, Path file) throws IOException {
        if (!file.startsWith(root)) {
            throw new IOException("an entry leaves the folder: " + file);
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
        if ((file.getParent().endsWith("bin") || file.getParent().endsWith("libs"))
                && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
    }
}
