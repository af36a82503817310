package dev.evenkeel.workload;

import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.Endpoint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the application was told, in a file outside the databases: one line for each write that was acknowledged, or left
 * in doubt, after it was. Fields are time, connection, outcome, kind, write id and server, parted by tabs.
 */
final class Ledger implements AutoCloseable {
    private static final long FLUSH_NANOS = 200_000_000;

    private final Path file;
    private final BufferedWriter lines;
    private final long run;
    private final List<OwnWrites> writes;
    private long flushedNanos = System.nanoTime();
    private boolean closed;

    private Ledger(Path file, BufferedWriter lines, long run, int connections) {
        this.file = file;
        this.lines = lines;
        this.run = run;
        this.writes =
                IntStream.range(0, connections).mapToObj(i -> new OwnWrites()).toList();
    }

    static Ledger create(Path file, long run, int connections) {
        try {
            return new Ledger(file, PrivateFiles.writer(file), run, connections);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    long run() {
        return run;
    }

    /** One for each connection. */
    List<OwnWrites> writes() {
        return writes;
    }

    WriteId id(int connection, int sequence) {
        return new WriteId(run, connection, sequence);
    }

    /** Enters what became of a write; called by the connection's own thread. */
    void enter(int connection, int sequence, Outcome outcome, Instant at, Endpoint server) {
        OwnWrites own = writes.get(connection);
        own.settle(sequence, outcome);
        if (outcome == Outcome.REFUSED) {
            return;
        }
        String line = at + "\t" + connection + "\t" + (outcome == Outcome.ACKNOWLEDGED ? "acknowledged" : "in-doubt")
                + "\t" + own.kind(sequence).word() + "\t"
                + id(connection, sequence).value() + "\t" + server + "\n";
        write(line);
    }

    private synchronized void write(String line) {
        try {
            lines.write(line);
            long now = System.nanoTime();
            if (now - flushedNanos > FLUSH_NANOS) {
                lines.flush();
                flushedNanos = now;
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            lines.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static UncheckedIOException failure(Path file, IOException e) {
        return new UncheckedIOException("the ledger " + file + " cannot be written: " + e, e);
    }
}
