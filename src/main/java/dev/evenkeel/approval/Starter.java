package dev.evenkeel.approval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who started a run, as far as a machine can tell: the accounts, and the SSH keys that lie ready for them.
 *
 * @param names the account, and by sudo the one before it
 * @param keys fingerprints as {@code ssh-keygen -l} prints them
 */
public record Starter(Set<String> names, Set<String> keys) {
    private static final int MOST_BYTES = 1 << 16;

    public Starter {
        names = names.stream().filter(name -> !name.isBlank()).collect(Collectors.toUnmodifiableSet());
        keys = Set.copyOf(keys);
    }

    /** @param home whose {@code .ssh/*.pub} are the starter's keys */
    public static Starter at(Path home, Set<String> names) {
        Set<String> keys = new TreeSet<>();
        Path folder = home.resolve(".ssh");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".pub")).forEach(file -> fingerprint(file, keys));
            } catch (IOException e) {
                // The names are left, and they are what the profile is about.
                return new Starter(names, keys);
            }
        }
        return new Starter(names, keys);
    }

    private static void fingerprint(Path file, Set<String> keys) {
        try {
            String[] words = Files.size(file) > MOST_BYTES
                    ? new String[0]
                    : Files.readString(file).strip().split("\\s+");
            if (words.length > 1) {
                keys.add(SshKey.of(Base64.getDecoder().decode(words[1])).fingerprint());
            }
        } catch (IOException | IllegalArgumentException | SshData.Malformed e) {
            // No key that could sign an answer.
            return;
        }
    }

    /** Whether one of these names is the starter's, or what is before its @ is; or the key is. */
    boolean is(Set<String> people, SshKey key) {
        return keys.contains(key.fingerprint())
                || people.stream()
                        .anyMatch(name -> names.contains(name) || names.contains(name.replaceFirst("@.*", "")));
    }
}
