package dev.evenkeel.provision.trial;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Fences;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Closes, closes durably and opens a fence so many times, over a table and an account of its own, and tries each time what a writer
 * meets: it waits or is refused, is ended, cannot connect, and can write again at last.
 */
public final class FenceTrial {
    /** A transaction of others that lasts longer is named beside, and not waited for in each round. */
    private static final Duration DRAIN = Duration.ofSeconds(1);
    /** A writer has arrived at the latch by then; who could write would have written. */
    private static final Duration ARRIVAL = Duration.ofMillis(20);

    private static final Duration ENDED = Duration.ofSeconds(5);

    private final Fence fence;
    private final OwnThings own;
    private final Duration patience;
    private final Map<Share, List<Long>> micros = new EnumMap<>(Share.class);
    private long number;

    private FenceTrial(Fence fence, OwnThings own, Duration patience) {
        this.fence = fence;
        this.own = own;
        this.patience = patience;
    }

    /**
     * Tries it on one server. What was made there is removed again, however that ends.
     *
     * @param patience how long closing may take
     * @param stopped asked between rounds
     * @param learn is told the account's password before it is used
     * @return empty where the fence closes whole servers, and nothing was done
     */
    public static Optional<Tried> on(
            Role role,
            Fences fences,
            Servers servers,
            int rounds,
            Duration patience,
            BooleanSupplier stopped,
            Consumer<Secret> learn) {
        return fences.narrowed(role, servers, OwnThings.NAME, OwnThings.NAME, statement -> {})
                .map(fence -> on(role, servers.master(role), fence, rounds, patience, stopped, learn));
    }

    private static Tried on(
            Role role,
            Server master,
            Fence fence,
            int rounds,
            Duration patience,
            BooleanSupplier stopped,
            Consumer<Secret> learn) {
        String version = "";
        Optional<String> refused = Optional.empty();
        Optional<String> leaked = Optional.empty();
        List<String> left = List.of();
        Map<Share, List<Long>> micros = Map.of();
        int done = 0;
        try (Session watch = master.open()) {
            version = watch.version().toString();
            OwnThings own = OwnThings.of(master);
            learn.accept(own.password());
            FenceTrial trial = new FenceTrial(fence, own, patience);
            try {
                own.make();
                trial.ready();
                while (done < rounds && !stopped.getAsBoolean()) {
                    trial.round(new OpenTransactions(watch));
                    done++;
                }
            } catch (Leaked e) {
                leaked = Optional.of(e.getMessage());
            } catch (InTheWay | DatabaseException | Fence.NotClosed e) {
                refused = Optional.of(e.getMessage());
            } finally {
                trial.letGo();
                left = own.remove();
            }
            micros = trial.sorted();
        } catch (InTheWay | DatabaseException e) {
            refused = Optional.of(e.getMessage());
        }
        return new Tried(role, master.endpoint().toString(), version, done, micros, refused, leaked, left);
    }

    private void ready() {
        List<String> problems = fence.problems();
        if (!problems.isEmpty()) {
            throw new InTheWay(String.join("; ", problems));
        }
        fence.prepare();
    }

    private void round(OpenTransactions others) {
        try (Session writer = own.open()) {
            writes(writer);
            took(Share.CLOSE, () -> fence.close(patience));
            micros(Share.DRAIN).add(others.drained(DRAIN));
            Optional<Fence> lasting = fence.lasting();
            if (lasting.isPresent()) {
                CompletableFuture<Void> waiting = writing(writer);
                LockSupport.parkNanos(ARRIVAL.toNanos());
                leaks(
                        waiting.isDone() && !waiting.isCompletedExceptionally(),
                        "a writer wrote while the latch was held");
                took(Share.DURABLE, () -> lasting.get().close(patience));
                ended(waiting);
                leaks(!fence.state().equals(fence.whenClosed()), "the latch was lost before it was let go");
            } else {
                ended(writing(writer));
            }
            leaks(connects(), "the account could connect while it was kept out");
            leaks(own.rows() > 0, "the table holds a row that was written while it was closed");
        }
        took(Share.OPEN, () -> {
            fence.lasting().ifPresent(Fence::open);
            fence.open();
            try (Session writer = own.open()) {
                writes(writer);
            }
        });
    }

    private CompletableFuture<Void> writing(Session writer) {
        long next = ++number;
        return CompletableFuture.runAsync(() -> writer.execute(insert(), next));
    }

    /** Rolled back: the table stays empty, and nothing of it comes into the binlog. */
    private void writes(Session writer) {
        writer.begin();
        writer.execute(insert(), ++number);
        writer.rollback();
    }

    private static String insert() {
        return "INSERT INTO " + OwnThings.TABLE + " VALUES (?)";
    }

    private static void ended(CompletableFuture<Void> write) {
        try {
            write.get(ENDED.toMillis(), TimeUnit.MILLISECONDS);
            throw new Leaked("a session of the account wrote after it was to be ended");
        } catch (ExecutionException e) {
            // That is how a writer learns of it.
            return;
        } catch (TimeoutException e) {
            throw new Leaked("a session of the account was still there " + ENDED.toSeconds() + " s after it was ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InTheWay("interrupted");
        }
    }

    private boolean connects() {
        try (Session session = own.open()) {
            return !session.lost();
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_ACCESS_DENIED_ERROR) || e.is(ServerError.ER_ACCOUNT_HAS_BEEN_LOCKED)) {
                return false;
            }
            throw e;
        }
    }

    private static void leaks(boolean so, String sentence) {
        if (so) {
            throw new Leaked(sentence);
        }
    }

    private void took(Share share, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        micros(share).add((System.nanoTime() - begun) / 1_000);
    }

    private List<Long> micros(Share share) {
        return micros.computeIfAbsent(share, key -> new ArrayList<>());
    }

    private Map<Share, List<Long>> sorted() {
        Map<Share, List<Long>> sorted = new EnumMap<>(Share.class);
        micros.forEach((share, all) -> sorted.put(share, all.stream().sorted().toList()));
        return sorted;
    }

    /** A latch that is left would keep the table from being dropped; the account is dropped as it is. */
    private void letGo() {
        try {
            if (!fence.state().equals(Fence.OPEN)) {
                fence.open();
            }
        } catch (DatabaseException e) {
            // The server ends it when nothing is heard of it; removing waits for that.
            return;
        }
    }

    /** A writer met what it must not. */
    private static final class Leaked extends RuntimeException {
        Leaked(String sentence) {
            super(sentence);
        }
    }
}
