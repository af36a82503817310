package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.DumpStatement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Connections that insert rows side by side. Each does transactions of its own, of one table at a time, and commits
 * whenever it has nothing to do, so that no lock outlives the work. Memory is bounded by the bytes that wait.
 *
 * <p>Nothing is tried twice. New rows wait for one another only where they are equal in a unique key, which is an error
 * in any order; references are not checked while rows go side by side, statements that may replace rows go over one
 * connection, and indexes are dropped and built when a table has no open transaction. What the server reports as a
 * deadlock is therefore a duplicate in the file or somebody else's work, and ends the load.
 */
final class RowWorkers implements AutoCloseable {
    private static final long WAITING_BYTES = 24L << 20;
    /** Small statements go to one connection by this many bytes, not in turn. */
    private static final long TURN_BYTES = 1L << 20;

    private static final byte[] BEGIN = "START TRANSACTION".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private record Job(DumpStatement statement, TableName table, int settings) {}

    private final Path file;
    private final Refusal refusal;
    private final long transactionBytes;
    private final List<Worker> workers = new ArrayList<>();
    private final List<byte[]> settings = new ArrayList<>();
    private final Map<TableName, Integer> unfinished = new HashMap<>();
    private long waitingBytes;
    private long rows;
    private long turn;
    private Worker favourite;
    private boolean closed;
    private RuntimeException failure;

    RowWorkers(Path file, LoadOptions options, Supplier<Session> sessions) {
        this.file = file;
        this.refusal = new Refusal(options);
        this.transactionBytes = options.transactionBytes();
        try {
            for (int i = 0; i < options.connections(); i++) {
                workers.add(new Worker(sessions.get()));
            }
        } catch (RuntimeException e) {
            workers.forEach(worker -> worker.session.close());
            throw e;
        }
        workers.forEach(Worker::start);
    }

    /** A statement that every connection runs before the next rows that are submitted. */
    synchronized void setting(byte[] statement) {
        settings.add(statement);
    }

    /** Takes rows over; waits while too much is waiting already. */
    synchronized void submit(DumpStatement statement, TableName table, boolean inOrder) {
        int size = statement.bytes().length;
        waitUntil(() -> waitingBytes == 0 || waitingBytes + size <= WAITING_BYTES);
        waitingBytes += size;
        unfinished.merge(table, 1, Integer::sum);
        worker(table, inOrder, size).queue.add(new Job(statement, table, settings.size()));
        notifyAll();
    }

    /** Returns when everything submitted is committed. */
    synchronized void drain() {
        waitUntil(unfinished::isEmpty);
    }

    /** Returns when everything submitted for the table is committed. */
    synchronized void await(TableName table) {
        waitUntil(() -> !unfinished.containsKey(table));
    }

    synchronized long rows() {
        return rows;
    }

    /** Lets nothing more begin, and waits for what runs. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        for (Worker worker : workers) {
            while (worker.thread.isAlive()) {
                try {
                    worker.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Worker worker(TableName table, boolean inOrder, int size) {
        if (inOrder) {
            return workers.get(Math.floorMod(table.hashCode(), workers.size()));
        }
        turn += size;
        if (favourite == null || turn > TURN_BYTES) {
            favourite = workers.get(0);
            for (Worker worker : workers) {
                favourite = worker.load() < favourite.load() ? worker : favourite;
            }
            turn = size;
        }
        return favourite;
    }

    private void waitUntil(java.util.function.BooleanSupplier condition) {
        while (failure == null && !condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransferFailed("the load of " + file + " was interrupted");
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized void fail(RuntimeException e) {
        if (failure == null) {
            failure = e;
        }
        notifyAll();
    }

    private final class Worker {
        private final Session session;
        private final Thread thread = new Thread(this::run, "load");
        private final ArrayDeque<Job> queue = new ArrayDeque<>();
        private boolean busy;
        private int applied;
        private TableName table;
        private int statements;
        private long bytes;
        private long changed;

        Worker(Session session) {
            this.session = session;
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        int load() {
            return queue.size() + (busy ? 1 : 0);
        }

        private void run() {
            try (session) {
                for (Job job = next(); job != null; job = next()) {
                    send(job);
                }
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        private void send(Job job) {
            try {
                if (statements > 0 && !Objects.equals(table, job.table())) {
                    commit();
                }
                apply(job.settings());
                if (statements == 0) {
                    session.raw(BEGIN, 0, BEGIN.length);
                    table = job.table();
                }
                byte[] sql = job.statement().bytes();
                changed += session.raw(sql, 0, sql.length);
                statements++;
                bytes += sql.length;
                if (bytes >= transactionBytes || idle()) {
                    commit();
                }
            } catch (DatabaseException e) {
                throw refusal.of(job.statement(), Optional.of(job.table().schema()), e);
            }
        }

        private void apply(int upTo) {
            if (applied < upTo && statements > 0) {
                commit();
            }
            for (; applied < upTo; applied++) {
                byte[] sql;
                synchronized (RowWorkers.this) {
                    sql = settings.get(applied);
                }
                session.raw(sql, 0, sql.length);
            }
        }

        private void commit() {
            session.raw(COMMIT, 0, COMMIT.length);
            synchronized (RowWorkers.this) {
                rows += changed;
                int done = statements;
                unfinished.computeIfPresent(table, (name, count) -> count == done ? null : count - done);
                RowWorkers.this.notifyAll();
            }
            statements = 0;
            bytes = 0;
            changed = 0;
        }

        private Job next() {
            synchronized (RowWorkers.this) {
                busy = false;
                while (queue.isEmpty() && !closed && failure == null) {
                    try {
                        RowWorkers.this.wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return null;
                    }
                }
                if (failure != null || queue.isEmpty() || closed) {
                    return null;
                }
                Job job = queue.remove();
                busy = true;
                waitingBytes -= job.statement().bytes().length;
                RowWorkers.this.notifyAll();
                return job;
            }
        }

        private boolean idle() {
            synchronized (RowWorkers.this) {
                return queue.isEmpty();
            }
        }
    }

    /** The server counts the byte that says "query", and refuses what is as long as its limit. */
    static boolean tooLarge(DumpStatement statement, long packetBytes) {
        return statement.bytes().length + 1L >= packetBytes;
    }
}
