package dev.evenkeel.transfer.dump;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.ParallelGzip;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.DumpReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Writes databases of a server into one gzipped file of SQL, as of one instant. */
public final class Dump {
    private static final int MIB = 1 << 20;

    /** How older and newer programs say that they were asked for a file and gave none. */
    private static final Pattern FILE_ASKED =
            Pattern.compile("File '.*' not found \\(Errcode: 24|Load data local infile forbidden", Pattern.DOTALL);

    private static final int TAIL_BYTES = 200;
    private static final int SHOWN_ERROR_LINES = 5;

    private final DumpTool tool;
    private final Observer observer;

    public Dump(DumpTool tool, Observer observer) {
        this.tool = tool;
        this.observer = observer;
    }

    /** The largest statement in bytes that a server takes: its max_allowed_packet. */
    public static long packetOf(Server target) {
        try (Session session = target.open()) {
            return session.number("SELECT @@GLOBAL.max_allowed_packet");
        }
    }

    /**
     * Dumps tables, views, triggers and routines of the databases; events and accounts are copied by their own classes.
     *
     * @param file where to, replaced if it exists and removed when the dump fails
     * @param targetPacketBytes the target's max_allowed_packet, which statements are kept below
     * @param estimatedBytes for the progress display, 0 when unknown
     */
    public DumpResult write(
            Server server, List<String> databases, Path file, long targetPacketBytes, long estimatedBytes) {
        if (databases.isEmpty()) {
            throw new TransferFailed("there is no database to dump from " + server.name() + "; name at least one");
        }
        long began = System.nanoTime();
        String version = tool.version();
        boolean complete = false;
        try (Progress progress = observer.progress("dump", "bytes", estimatedBytes)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Process process = start(server, arguments(databases, targetPacketBytes));
            try (OutputStream out = new ParallelGzip(new DigestOutputStream(PrivateFiles.replace(file), digest))) {
                long bytes = copy(process, server, out, progress);
                out.close();
                complete = true;
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                String sha256 = HexFormat.of().formatHex(digest.digest());
                return new DumpResult(file, bytes, Files.size(file), took, sha256, version);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new TransferFailed(
                    "the dump of " + server.name() + " cannot be written to " + file + " (" + e.getMessage()
                            + "); free space there or choose another folder",
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } finally {
            if (!complete) {
                remove(file);
            }
        }
    }

    /** The command as a runbook would show it; the account comes by standard input. */
    static List<String> arguments(List<String> databases, long targetPacketBytes) {
        List<String> arguments = new ArrayList<>(options(targetPacketBytes));
        arguments.add("--databases");
        arguments.add("--");
        arguments.addAll(databases);
        return arguments;
    }

    /** How it is dumped, whatever is. */
    static List<String> options(long targetPacketBytes) {
        List<String> arguments = new ArrayList<>();
        arguments.add(ClientOptions.ARGUMENT);
        arguments.addAll(List.of("--single-transaction", "--routines", "--triggers", "--quick", "--extended-insert"));
        // Binary columns in hexadecimal: bytes that are not UTF-8 do not survive as text on every version.
        arguments.addAll(List.of("--hex-blob", "--default-character-set=utf8mb4", "--tz-utc", "--skip-dump-date"));
        arguments.add("--max-allowed-packet=1G");
        arguments.add("--net-buffer-length=" + statementBytes(targetPacketBytes));
        return arguments;
    }

    /** At most a MiB: larger statements load no faster. The tool's estimate may overshoot by a row. */
    private static long statementBytes(long targetPacketBytes) {
        return Math.max(16 * 1024, Math.min(MIB, targetPacketBytes) - 64 * 1024);
    }

    private Process start(Server server, List<String> arguments) {
        try {
            return DumpTool.started(tool.process(arguments), server);
        } catch (IOException e) {
            throw tool.notStarted(e);
        }
    }

    private long copy(Process process, Server server, OutputStream out, Progress progress) throws IOException {
        CompletableFuture<List<String>> complaints = CompletableFuture.supplyAsync(() -> lines(process));
        byte[] buffer = new byte[256 * 1024];
        byte[] tail = new byte[0];
        long bytes = 0;
        InputStream in = process.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            tail = tail(tail, buffer, read);
            bytes += read;
            progress.advance(read);
        }
        check(server, exitCode(process), complaints.join(), new String(tail, StandardCharsets.ISO_8859_1));
        return bytes;
    }

    private void check(Server server, int exitCode, List<String> complaints, String tail) {
        if (exitCode != 0) {
            String words = complaints.isEmpty() ? "no message" : String.join("; ", complaints);
            throw new TransferFailed("the dump of " + server.name() + " failed: "
                    + tool.executable().getFileName() + " ended with exit code " + exitCode + " (" + words + "); "
                    + (FILE_ASKED.matcher(words).find()
                            ? "the server asked for a file of this machine and got nothing of it: find out what answers at "
                                    + server.endpoint() + " before you continue"
                            : "remove the cause and dump again"));
        }
        String lastLine = tail.strip();
        lastLine = lastLine.substring(lastLine.lastIndexOf('\n') + 1);
        if (!lastLine.startsWith(DumpReader.COMPLETED)) {
            throw new TransferFailed("the dump of " + server.name() + " is not whole: its last line must be '"
                    + DumpReader.COMPLETED + "' and is not; dump again");
        }
    }

    private static byte[] tail(byte[] before, byte[] buffer, int read) {
        if (read >= TAIL_BYTES) {
            return java.util.Arrays.copyOfRange(buffer, read - TAIL_BYTES, read);
        }
        byte[] both = java.util.Arrays.copyOf(before, before.length + read);
        System.arraycopy(buffer, 0, both, before.length, read);
        return java.util.Arrays.copyOfRange(both, Math.max(0, both.length - TAIL_BYTES), both.length);
    }

    private static List<String> lines(Process process) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            List<String> kept = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (kept.size() < SHOWN_ERROR_LINES && !line.isBlank()) {
                    kept.add(line.strip());
                }
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the unfinished dump " + file + " cannot be removed: " + e, e);
        }
    }
}
