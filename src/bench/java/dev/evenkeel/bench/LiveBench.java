package dev.evenkeel.bench;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.live.FrozenResult;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Times the proof in the freeze after changes to a large table, and what the live proof costs an application that continues
 * writing: {@code LiveBench rows runs}.
 */
public final class LiveBench {
    private static final int CONNECTIONS = 8;
    private static final int WRITES_PER_SECOND = 500;
    private static final int ROUNDS = 7;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Server source;
    private final Server target;
    private final long rows;

    private LiveBench(Servers servers, long rows) {
        this.source = servers.parameters(Role.SOURCE).orElseThrow();
        this.target = servers.parameters(Role.TARGET).orElseThrow();
        this.rows = rows;
    }

    /** Takes the number of rows, of runs under load, and of freezes after a thousand changes. */
    public static void main(String[] words) throws Exception {
        long rows = words.length > 0 ? Long.parseLong(words[0]) : 1_000_000;
        int runs = words.length > 1 ? Integer.parseInt(words[1]) : 3;
        int freezes = words.length > 2 ? Integer.parseInt(words[2]) : 2;
        Path logs = Files.createTempDirectory("evenkeel-bench-");
        try (Servers servers = Environment.open(
                Provision.profiles().read(BenchProfile.in(logs, rows), Path.of("environments")),
                Observer.NONE,
                logs,
                secret -> {},
                System.out::println)) {
            LiveBench bench = new LiveBench(servers, rows);
            bench.fill();
            for (int i = 0; i < freezes; i++) {
                bench.frozen(1_000);
            }
            for (int i = 1; i < freezes; i++) {
                bench.frozen(100_000);
            }
            bench.underLoad(runs);
            if (runs > 0) {
                bench.flatOut();
            }
            System.out.printf("most memory of this program: %d MiB%n", Machine.mostMemory());
        } finally {
            new ProcessBuilder("rm", "-rf", logs.toString()).start().waitFor();
        }
    }

    private void fill() throws Exception {
        try (Session here = source.openLoading();
                Session there = target.openPinned()) {
            BinlogPosition end = Binlog.position(here);
            there.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_USE_GTID = no",
                    source.endpoint().host(),
                    source.endpoint().port(),
                    source.login().user(),
                    source.login().password(),
                    end.file(),
                    end.offset());
            there.execute("START SLAVE");
            here.execute("CREATE DATABASE bench DEFAULT CHARSET utf8mb4");
            here.execute(BenchRows.TABLE);
            for (long filled = 0; filled < rows; filled += 1_000_000) {
                here.loadData(
                        "LOAD DATA LOCAL INFILE 'rows' INTO TABLE bench.response CHARACTER SET ascii SET id = id + "
                                + filled,
                        new BenchRows(Math.min(1_000_000, rows - filled)));
            }
        }
        caughtUp();
    }

    private LiveProof begin() {
        return LiveProof.begin(
                new LiveSides(source, source.login(), target, this::executed, Optional.empty()), List.of("bench"));
    }

    private void frozen(int changes) throws Exception {
        try (LiveProof live = begin()) {
            long begun = System.nanoTime();
            RowResult first = live.await(Observer.NONE, Duration.ofHours(2));
            long took = System.nanoTime() - begun;
            live.rest();
            try (Session session = source.openPinned()) {
                session.execute("UPDATE bench.response SET score = score + 1 WHERE id % " + rows / changes + " = 1");
            }
            caughtUp();
            while (live.residue() < changes) {
                LockSupport.parkNanos(10_000_000);
            }
            long freeze = System.nanoTime();
            FrozenResult result = live.proveFrozen(executed(), List.of("bench"), Observer.NONE);
            System.out.printf(
                    "%,d rows, %,d changed: live %s in %.1f s; in the freeze %s, %,d keys, %.0f ms; load %s%n",
                    rows,
                    changes,
                    first.verdict(),
                    took / 1e9,
                    result.rows().verdict(),
                    result.keys(),
                    (System.nanoTime() - freeze) / 1e6,
                    Machine.load());
        }
    }

    private void underLoad(int runs) throws Exception {
        List<Double> ratios = new ArrayList<>();
        int different = 0;
        for (int run = 0; run < runs; run++) {
            AtomicBoolean stop = new AtomicBoolean();
            LongAdder writes = new LongAdder();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int seed = run * CONNECTIONS + i;
                Thread thread = new Thread(() -> write(seed, WRITES_PER_SECOND, stop, writes));
                thread.start();
                writers.add(thread);
            }
            double alone = rate(writes);
            long begun = System.nanoTime();
            double beside;
            RowResult result;
            try (LiveProof live = begin()) {
                beside = rate(writes);
                result = live.await(Observer.NONE, Duration.ofMinutes(10));
                stop.set(true);
                for (Thread writer : writers) {
                    writer.join();
                }
                live.rest();
                caughtUp();
                FrozenResult frozen = live.proveFrozen(executed(), List.of("bench"), Observer.NONE);
                boolean same = frozen.rows().same() && result.verdict() != Verdict.DIFFERENT;
                different += same ? 0 : 1;
                ratios.add(beside / alone);
                System.out.printf(
                        "run %d: %.0f writes/s alone, %.0f beside the live proof (%.2f); live %s, frozen %s with %,d keys"
                                + " after %.1f s; load %s%n",
                        run + 1,
                        alone,
                        beside,
                        beside / alone,
                        result.verdict(),
                        frozen.rows().verdict(),
                        frozen.keys(),
                        (System.nanoTime() - begun) / 1e9,
                        Machine.load());
            }
        }
        if (runs > 0) {
            System.out.printf(
                    "%d runs, %d not the same, throughput beside the live proof %.2f of that without (median)%n",
                    runs, different, ratios.stream().sorted().toList().get(runs / 2));
        }
    }

    /** What an application loses that writes as fast as it can, and leaves no processor idle. */
    private void flatOut() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        LongAdder writes = new LongAdder();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int seed = i;
            Thread thread = new Thread(() -> write(seed, Integer.MAX_VALUE, stop, writes));
            thread.start();
            writers.add(thread);
        }
        rate(writes);
        List<Double> ratios = new ArrayList<>();
        double before = rate(writes);
        for (int round = 0; round < ROUNDS; round++) {
            double beside;
            try (LiveProof live = begin()) {
                beside = rate(writes);
            }
            double after = rate(writes);
            ratios.add(2 * beside / (before + after));
            System.out.printf(
                    "flat out: %.0f writes/s before, %.0f beside the live proof, %.0f after%n", before, beside, after);
            before = after;
        }
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        System.out.printf(
                "flat out, beside the live proof %.2f of without (median)%n",
                ratios.stream().sorted().toList().get(ROUNDS / 2));
        caughtUp();
    }

    private static double rate(LongAdder writes) {
        long before = writes.sum();
        long begun = System.nanoTime();
        long until = begun + WINDOW.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return (writes.sum() - before) * 1e9 / (System.nanoTime() - begun);
    }

    /** Every fourth write is to one of ten rows. */
    private void write(int seed, int perSecond, AtomicBoolean stop, LongAdder writes) {
        Random random = new Random(seed);
        long pause = 1_000_000_000L * CONNECTIONS / perSecond;
        try (Session session = source.openPinned()) {
            for (long next = System.nanoTime(); !stop.get(); next += pause) {
                long id = random.nextInt(4) == 0 ? 1 + random.nextInt(10) : 1 + (long) (random.nextDouble() * rows);
                session.execute("UPDATE bench.response SET score = score + 1 WHERE id = ?", id);
                writes.increment();
                LockSupport.parkNanos(next + pause - System.nanoTime());
            }
        }
    }

    private BinlogPosition executed() {
        try (Session session = target.open()) {
            return ReplicaStatus.read(session).orElseThrow().executed();
        }
    }

    private void caughtUp() {
        try (Session session = source.open()) {
            BinlogPosition end = Binlog.position(session);
            while (!executed().reached(end)) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
