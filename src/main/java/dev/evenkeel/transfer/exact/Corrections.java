package dev.evenkeel.transfer.exact;

import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.ParallelGzip;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.DumpReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs lists of statements on the target over two connections and keeps them in a file that can be run again. */
final class Corrections implements AutoCloseable {
    private static final int CONNECTIONS = 2;
    private static final int BATCHES_AHEAD = 3;
    private static final int STATEMENT_CHARS = 512 * 1024;
    /** Zeros do not ask for a new number, and foreign keys were satisfied where the rows come from. */
    private static final String PINNED = """
            SET SESSION time_zone = '+00:00', sql_mode = 'NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES',\
             foreign_key_checks = 0, unique_checks = 0 /*M!100201 , check_constraint_checks = 0 */""";

    private final OutputStream file;
    private final List<Session> sessions = new ArrayList<>();
    private final BlockingQueue<Session> free = new ArrayBlockingQueue<>(CONNECTIONS);
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS, task -> {
        Thread thread = new Thread(task, "exact floats");
        thread.setDaemon(true);
        return thread;
    });
    private final ArrayDeque<Future<?>> running = new ArrayDeque<>();
    private final int statementChars;

    Corrections(Server target, Path supplement) throws IOException {
        file = new ParallelGzip(PrivateFiles.replace(supplement));
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Session session = target.openPinned();
                sessions.add(session);
                free.add(session);
                session.execute(PINNED);
            }
            // Half of what it takes, for the last row may go beyond.
            long packet = sessions.get(0).number("SELECT @@global.max_allowed_packet");
            statementChars = (int) Math.min(STATEMENT_CHARS, packet / 2);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        keep(List.of(
                "-- Evenkeel dump of exact FLOAT and DOUBLE values, to be run after the dump they belong to.\n"
                        + "-- The tables must have no triggers at that time: they would fire.\n"
                        + "SET NAMES utf8mb4",
                PINNED));
    }

    int statementChars() {
        return statementChars;
    }

    /** Runs the statements at some time soon, in their order, in one transaction. */
    void submit(List<String> statements) {
        keep(statements);
        running.add(threads.submit(() -> send(statements)));
        if (running.size() > BATCHES_AHEAD) {
            await(running.remove());
        }
    }

    /** Runs the statements now, after all before. */
    void run(List<String> statements) {
        drain();
        submit(statements);
        drain();
    }

    void drain() {
        while (!running.isEmpty()) {
            await(running.remove());
        }
    }

    /** Everything is done; the file is whole. */
    void finish() throws IOException {
        drain();
        file.write((DumpReader.COMPLETED + "\n").getBytes(StandardCharsets.UTF_8));
        file.close();
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        sessions.forEach(Session::close);
        file.close();
    }

    private void send(List<String> statements) {
        Session session = take();
        try {
            session.begin();
            for (String statement : statements) {
                byte[] sql = statement.getBytes(StandardCharsets.UTF_8);
                session.raw(sql, 0, sql.length);
            }
            session.commit();
        } finally {
            free.add(session);
        }
    }

    private Session take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferFailed("the correction of floats was interrupted");
        }
    }

    private void keep(List<String> statements) {
        try {
            for (String statement : statements) {
                file.write((statement + ";\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new TransferFailed(
                    "the exact floats cannot be written to their file (" + e.getMessage()
                            + "); free space there and copy again",
                    e);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferFailed("the correction of floats was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
