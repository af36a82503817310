package dev.evenkeel.provision.embedded;

import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.programs.ServerHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A server program that refuses every option that 10.0.24 does not know, in the words of a server, and calls itself so; it
 * is a 10.1.8 otherwise. Its folder is a {@code home:} for a profile.
 */
public final class FoundingProgram {
    /** $0's folder holds the options it knows; the real program is put in. */
    private static final String PROGRAM = """
            #!/bin/sh
            folder=$(cd "$(dirname "$0")/.." && pwd)
            for option in "$@"; do
              [ "$option" != --version ] || { echo 'mysqld  Ver %1$s-MariaDB for Linux on x86_64'; exit 0; }
            done
            for option in "$@"; do
              name=${option#--}
              name=${name%%%%=*}
              case $name in loose-* | loose_*) continue ;; esac
              grep -qixF -- "$(echo "$name" | tr _ -)" "$folder/options" || {
                echo "2026-01-01  1:02:03 140 [ERROR] mysqld: unknown variable '${option#--}'" >&2
                echo "2026-01-01  1:02:03 140 [ERROR] Aborting" >&2
                i=0
                while [ $i -lt 20 ]; do i=$((i + 1)); echo "2026-01-01  1:02:03 140 [Note] step $i of the end" >&2; done
                exit 7
              }
            done
            %2$s
            exec %3$s "$@"
            """;

    private FoundingProgram() {}

    /** @param folder always the same one, for each has a template of its own in the cache; see {@link #forget} */
    public static Path home(Path folder) {
        return home(folder, Set.of(), "");
    }

    /**
     * One that knows less, or does something before it serves.
     *
     * @param unknown options that it refuses too
     * @param before shell commands; {@code $@} are the server's options
     */
    public static Path home(Path folder, Set<String> unknown, String before) {
        Path real = ServerHome.ofArtifact("10.1.8", line -> {}).folder();
        try {
            LocalFiles.deleteTree(folder);
            Files.createDirectories(folder.resolve("bin"));
            for (String part : new String[] {"share", "libs"}) {
                if (Files.exists(real.resolve(part))) {
                    Files.createSymbolicLink(folder.resolve(part), real.resolve(part));
                }
            }
            Set<String> options = new TreeSet<>(FoundingLists.options());
            options.removeAll(unknown);
            Files.write(folder.resolve("options"), options);
            Path program = folder.resolve("bin/mysqld");
            Files.writeString(program, PROGRAM.formatted(FoundingLists.VERSION, before, real.resolve("bin/mysqld")));
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
            forget(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes its template out of the cache, so that the next start makes one. */
    public static void forget(Path folder) {
        try {
            Path data = LocalFiles.cache().resolve("data");
            String mark =
                    "-" + Integer.toHexString(folder.toRealPath().toString().hashCode()) + "-";
            if (Files.isDirectory(data)) {
                try (Stream<Path> templates = Files.list(data)) {
                    templates
                            .filter(each -> each.getFileName().toString().contains(mark))
                            .forEach(LocalFiles::deleteTree);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
