package dev.evenkeel.report;

import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code MANIFEST.sha256}: the digest of every file of a run, as {@code sha256sum -c} reads it. */
public final class Manifest {
    public static final String FILE = "MANIFEST.sha256";

    private static final int DIGEST_LENGTH = 64;

    private Manifest() {}

    static Path write(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, Path> file : files(folder).entrySet()) {
            lines.append(line(file.getKey(), digest(file.getValue()))).append('\n');
        }
        return PrivateFiles.write(folder.resolve(FILE), lines);
    }

    /** Compares a run's folder with its manifest: each file that is altered, missing or new is one sentence. */
    public static List<String> verify(Path folder) {
        Path manifest = folder.resolve(FILE);
        if (!Files.isRegularFile(manifest)) {
            return List.of(FILE + ": missing, nothing can be checked; write it again with the report");
        }
        try {
            List<String> problems = new ArrayList<>();
            Map<String, Path> there = files(folder);
            for (String line : Files.readAllLines(manifest)) {
                check(folder, line, there, problems);
            }
            there.keySet().forEach(name -> problems.add(name + ": not in the manifest, it was added later"));
            return List.copyOf(problems);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot check " + manifest + ": " + e, e);
        }
    }

    private static void check(Path folder, String line, Map<String, Path> there, List<String> problems)
            throws IOException {
        boolean escaped = line.startsWith("\\");
        String plain = escaped ? line.substring(1) : line;
        if (plain.length() < DIGEST_LENGTH + 3 || !plain.startsWith("  ", DIGEST_LENGTH)) {
            problems.add(FILE + ": '" + line + "' is not a line of a manifest");
            return;
        }
        String name = plain.substring(DIGEST_LENGTH + 2);
        String file = escaped ? unescape(name) : name;
        Path path = there.remove(file);
        if (path == null) {
            problems.add(file + (Files.exists(folder.resolve(file)) ? ": listed twice or not a file" : ": missing"));
        } else if (!digest(path).equals(plain.substring(0, DIGEST_LENGTH))) {
            problems.add(file + ": altered after the manifest was written");
        }
    }

    /** As sha256sum does: a line whose file name needs escapes begins with a backslash. */
    private static String line(String name, String digest) {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + digest + "  " + escaped;
    }

    private static String unescape(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                char next = name.charAt(++i);
                c = next == 'n' ? '\n' : next == 'r' ? '\r' : next;
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** By relative name. Links are not followed: what they show is not in the folder. */
    private static Map<String, Path> files(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = name(folder.relativize(file));
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !name.equals(FILE)) {
                    files.put(name, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static String name(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    static String digest(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
