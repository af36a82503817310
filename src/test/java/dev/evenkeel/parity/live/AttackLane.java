package dev.evenkeel.parity.live;

import dev.evenkeel.parity.RowResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One pair and the seeds that are proved on it, one after the other. */
final class AttackLane implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("evenkeel.seedSeconds", 60));
    private static final Path FAILED = Path.of("target", "live-proof-failed");

    private final AttackedPair.Versions versions;
    private final AttackTally tally;
    private Optional<AttackedPair> pair = Optional.empty();

    AttackLane(AttackedPair.Versions versions, AttackTally tally) {
        this.versions = versions;
        this.tally = tally;
    }

    void prove(long seed) throws InterruptedException {
        LiveHistory history = new LiveHistory();
        long begun = System.nanoTime();
        try {
            AttackedPair clean = cleanPair();
            begun = System.nanoTime();
            history.did("seed", seed + " on " + versions);
            Random random = new Random(new SplittableRandom(seed).nextLong());
            RowResult said = limited(
                    clean, () -> new AttackSeed(clean, random, history).run().said());
            tally.proved(seed, history, said, seconds(begun));
        } catch (AttackedPair.Stuck e) {
            // Of its own time limit the next seed shall lose nothing.
            history.did("seed", e.toString());
            write(seed, history, "the servers did not come to rest: " + e.getMessage());
            tally.stuck(seed, history, seconds(begun));
            drop();
        } catch (AssertionError | RuntimeException e) {
            write(seed, history, text(e));
            tally.failed(seed, history, String.valueOf(e.getMessage()), seconds(begun));
            drop();
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String text(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private AttackedPair cleanPair() {
        try {
            if (pair.isPresent()) {
                pair.get().clean();
                return pair.get();
            }
        } catch (RuntimeException e) {
            System.err.println("a pair is thrown away: " + e.getMessage());
            drop();
        }
        pair = Optional.of(AttackedPair.start(versions));
        pair.get().clean();
        return pair.get();
    }

    private void drop() {
        pair.ifPresent(AttackedPair::close);
        pair = Optional.empty();
    }

    private interface Work {
        RowResult run() throws Exception;
    }

    private static RowResult limited(AttackedPair pair, Work work) throws InterruptedException {
        FutureTask<RowResult> task = new FutureTask<>(work::run);
        Thread thread = new Thread(task, "seed");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String threads = threads();
            thread.interrupt();
            if (!pair.answers()) {
                throw new AttackedPair.Stuck("the target answers nothing any more; threads:\n" + threads);
            }
            throw new AssertionError("it takes longer than " + LIMIT + "; threads:\n" + threads, e);
        } catch (ExecutionException e) {
            // Attacks run in threads of their own, whose failures arrive wrapped.
            Throwable cause = e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
            if (cause instanceof AttackedPair.Stuck stuck) {
                throw stuck;
            }
            if (cause instanceof AssertionError error) {
                throw error;
            }
            throw new IllegalStateException(String.valueOf(cause), cause);
        }
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getValue().length > 0)
                .map(AttackLane::text)
                .collect(Collectors.joining("\n"));
    }

    private static String text(Map.Entry<Thread, StackTraceElement[]> entry) {
        return entry.getKey() + "\n"
                + Stream.of(entry.getValue()).map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    /** At once, too: a run of thousands may be broken off before it reports. */
    private static void write(long seed, LiveHistory history, String why) {
        System.err.println(
                "failed: -Devenkeel.seed=" + seed + " " + history.attacks() + " " + AttackTally.beginning(why));
        try {
            Files.createDirectories(FAILED);
            Files.writeString(FAILED.resolve(seed + ".txt"), why + "\n\nwhat was done:\n" + history.text() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        drop();
    }
}
