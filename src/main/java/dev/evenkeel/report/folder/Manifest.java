package dev.evenkeel.report.folder;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code MANIFEST.sha256}: the digest of every file of a run, as {@code sha256sum -c} reads it. */
public final class Manifest {
    public static final String FILE = "MANIFEST.sha256";

    /** Of as many files as a folder may hold. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int DIGEST_LENGTH = 64;
    private static final int QUOTED = 200;

    private Manifest() {}

    public static Path write(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, Path> file : listed(Listing.of(folder)).entrySet()) {
            lines.append(line(file.getKey(), digest(file.getValue()))).append('\n');
        }
        return SafeFile.write(folder.resolve(FILE), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Compares a run's folder with its manifest: each file that is altered, missing or new is one sentence. */
    public static List<String> verify(Path folder) throws IOException {
        return verify(folder, Listing.of(folder));
    }

    public static List<String> verify(Path folder, Listing listing) throws IOException {
        if (!Files.exists(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
            return List.of(FILE + ": missing, nothing can be checked; write it again with the report");
        }
        String text;
        try (InputStream in = OrdinaryFile.open(folder, FILE, MOST_BYTES)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (OrdinaryFile.Unfit e) {
            return List.of(e.getMessage());
        }
        List<String> problems = new ArrayList<>();
        Map<String, Path> there = listed(listing);
        Map<String, String> lines = new TreeMap<>();
        for (Map.Entry<String, Path> file : there.entrySet()) {
            lines.put(file.getKey(), line(file.getKey(), found(file.getKey(), file.getValue())));
        }
        String asWritten = lines.values().stream().map(line -> line + "\n").collect(Collectors.joining());
        text.lines().forEach(line -> check(folder, line, lines, problems));
        lines.keySet().forEach(name -> problems.add(name + ": not in the manifest, it was added later"));
        if (problems.isEmpty() && !text.equals(asWritten)) {
            problems.add(FILE + ": not in the form in which manifests are written");
        }
        return List.copyOf(problems);
    }

    /** A journal that is larger than any that is read is not of a run, and is not gone through for minutes to say so. */
    private static String found(String name, Path file) throws IOException {
        return name.equals(Journal.FILE) && Files.size(file) > JournalReader.MOST_BYTES
                ? "0".repeat(DIGEST_LENGTH)
                : digest(file);
    }

    private static void check(Path folder, String line, Map<String, String> lines, List<String> problems) {
        boolean escaped = line.startsWith("\\");
        String plain = escaped ? line.substring(1) : line;
        if (plain.length() < DIGEST_LENGTH + 3 || !plain.startsWith("  ", DIGEST_LENGTH)) {
            String quoted = line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line;
            problems.add(FILE + ": '" + quoted + "' is not a line of a manifest");
            return;
        }
        String name = plain.substring(DIGEST_LENGTH + 2);
        String file = escaped ? unescape(name) : name;
        String asWritten = lines.remove(file);
        if (asWritten == null) {
            problems.add(file + (exists(folder, file) ? ": listed twice or not a file" : ": missing"));
        } else if (!line.equals(asWritten)) {
            problems.add(file + ": altered after the manifest was written");
        }
    }

    private static boolean exists(Path folder, String file) {
        try {
            OrdinaryFile.check(folder, file);
            return true;
        } catch (IOException | OrdinaryFile.Unfit e) {
            return false;
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

    /** All but the manifest itself. */
    private static Map<String, Path> listed(Listing listing) {
        Map<String, Path> listed = new TreeMap<>(listing.files());
        listed.remove(FILE);
        return listed;
    }

    public static String digest(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    public static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
