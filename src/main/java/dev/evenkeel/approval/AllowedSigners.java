package dev.evenkeel.approval;

import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** People and their keys, as an allowed_signers file of ssh-keygen(1) lists them. */
public final class AllowedSigners {
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private final List<AllowedSigner> signers;
    private final List<String> problems;

    private AllowedSigners(Path file, List<AllowedSigner> signers, List<String> problems) {
        this.file = file;
        this.signers = List.copyOf(signers);
        this.problems = List.copyOf(problems);
    }

    /** Nobody, because the file cannot be read. */
    static AllowedSigners none(Path file, String reason) {
        return new AllowedSigners(file, List.of(), List.of(reason));
    }

    /** A sentence for each line that admits nobody because it cannot be used, with file and line. */
    public List<String> problems() {
        return problems;
    }

    /**
     * Reads a file. A line that cannot be used is a problem and admits nobody.
     *
     * @param zone of times that do not end in Z
     * @throws Misconfigured when the file as a whole cannot be read
     */
    public static AllowedSigners read(Path file, ZoneId zone) {
        List<AllowedSigner> signers = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            try {
                Optional<AllowedSigner> signer = SignerLine.parse(number, line, zone);
                signer.ifPresent(signers::add);
                if (signer.filter(AllowedSigner::authority).isPresent()) {
                    problems.add(file + ":" + number + ": the line admits nobody: " + AllowedSigner.AUTHORITY);
                }
            } catch (SshData.Malformed e) {
                problems.add(file + ":" + number + ": the line admits nobody: " + e.getMessage());
            }
        }
        return new AllowedSigners(file, signers, problems);
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new Misconfigured(
                        "the signers file " + file + " is not there; give the path of an allowed_signers" + " file");
            }
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new Misconfigured(
                        "the signers file " + file + " holds " + bytes + " bytes; at most " + MOST_BYTES + " are read");
            }
            return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\r?\n", -1));
        } catch (CharacterCodingException e) {
            throw new Misconfigured("the signers file " + file + " is not in UTF-8");
        } catch (IOException e) {
            throw new Misconfigured("the signers file " + file + " cannot be read; check its path and rights");
        }
    }

    /** Who a key belongs to, or why that cannot be said. */
    sealed interface Identity {}

    /** The names that the file gives the key, of those that were asked for. */
    record Known(Set<String> names) implements Identity {
        Known {
            names = Set.copyOf(names);
        }
    }

    /** @param reason a sentence */
    record Nobody(String reason) implements Identity {}

    /**
     * Whose key this is.
     *
     * @param people the names that count; empty for every name in the file that is not a pattern
     */
    Identity of(SshKey key, String namespace, List<String> people, Instant now) {
        Set<String> names = new LinkedHashSet<>();
        String reason = "its key " + key + " is not listed in " + file
                + (problems.isEmpty() ? "" : ", of which not every line can be used: " + String.join("; ", problems));
        for (AllowedSigner signer : signers) {
            if (!signer.key().equals(key)) {
                continue;
            }
            Optional<String> obstacle = signer.obstacle(namespace, now);
            if (obstacle.isPresent()) {
                reason = "its key " + key + " is listed in " + file + ":" + signer.line() + ", " + obstacle.get();
                continue;
            }
            Set<String> found = new LinkedHashSet<>(
                    people.isEmpty()
                            ? signer.principals().names()
                            : people.stream()
                                    .filter(signer.principals()::matches)
                                    .toList());
            names.addAll(found);
            if (found.isEmpty()) {
                reason = "its key " + key + " is listed in " + file + ":" + signer.line() + ", "
                        + (people.isEmpty()
                                ? "for patterns only, which name nobody; name the people in the profile"
                                : "for none of " + String.join(", ", people));
            }
        }
        return names.isEmpty() ? new Nobody(reason) : new Known(names);
    }
}
