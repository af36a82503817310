package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.parity.inventory.ExpectedAccounts;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Moved;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Objects, accounts and settings at the frozen coordinates. Of the objects those are compared that a binlog of either side named
 * since they were compared while both were in use; without such a comparison, or where a binlog does not tell, all.
 *
 * @param objects with those that were compared before and have not changed since
 */
public record FrozenInventory(PartResult objects, PartResult accounts, PartResult settings) {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int MOST_AGAIN = 5;

    /** Compares them, and lets go when the observer has enough, whatever the servers do. */
    public static FrozenInventory read(RunContext run, Moved moved, Inventory inventory, Observer observer)
            throws InterruptedException {
        return await(begin(() -> read(run, moved, inventory, scope(run), observer)), observer);
    }

    /** Begins to compare them beside something else. */
    public static FutureTask<FrozenInventory> begin(RunContext run, Moved moved, Inventory inventory) {
        return begin(() -> read(run, moved, inventory, scope(run), Observer.NONE));
    }

    /** Does the same while both are in use, so that it is known how long it takes. What differs may be on its way. */
    static void tryOut(RunContext run, Moved moved, Inventory inventory) {
        read(run, moved, inventory, ObjectScope.NOTHING, Observer.NONE);
    }

    private static FrozenInventory read(
            RunContext run, Moved moved, Inventory inventory, ObjectScope scope, Observer observer) {
        Optional<Compared> before = run.findLive(Compared.class);
        ServerParity servers = inventory.servers(observer);
        CompletableFuture<PartResult> accounts = CompletableFuture.supplyAsync(() -> servers.accounts(
                moved.ownAccounts(),
                ExpectedAccounts.NONE,
                run.profile().accepted().accounts()));
        CompletableFuture<PartResult> settings = CompletableFuture.supplyAsync(
                () -> servers.settings(run.profile().accepted().settings()));
        PartResult objects = objects(moved, inventory, servers, scope);
        return new FrozenInventory(
                before.map(found -> found.result().with(objects, scope)).orElse(objects),
                joined(accounts),
                joined(settings));
    }

    private static ObjectScope scope(RunContext run) throws InterruptedException {
        Optional<Compared> before = run.findLive(Compared.class);
        return before.isPresent() ? since(run, before.get()) : ObjectScope.EVERYTHING;
    }

    /**
     * An event whose time comes now is dropped by the source, and by the target as soon as that is applied: events are read again
     * then.
     */
    private static PartResult objects(Moved moved, Inventory inventory, ServerParity servers, ObjectScope scope) {
        List<String> databases = moved.databases(Role.SOURCE, Role.TARGET);
        ObjectRules rules = inventory.followingRules();
        PartResult objects = servers.objects(databases, rules, scope);
        for (int again = 0; again < MOST_AGAIN && objects.verdict() != Verdict.SAME; again++) {
            inventory.following().caughtUp().run();
            objects = objects.with(servers.objects(databases, rules, ObjectScope.NOTHING), ObjectScope.NOTHING);
        }
        return objects;
    }

    /** What either binlog named since the comparison began. */
    private static ObjectScope since(RunContext run, Compared before) throws InterruptedException {
        Optional<LiveProof> live = run.findLive(RunningProof.class).map(RunningProof::proof);
        if (live.isEmpty()) {
            return ObjectScope.EVERYTHING;
        }
        return before.untilLive()
                .and(live.get()
                        .redefined(run.facts().get(FrozenCoordinates.class).at().position()));
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static FutureTask<FrozenInventory> begin(Callable<FrozenInventory> work) {
        FutureTask<FrozenInventory> running = new FutureTask<>(work);
        Thread thread = new Thread(running, "inventory at the frozen coordinates");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    /** Waits for one that was begun, and lets go when the observer has enough. */
    public static FrozenInventory await(FutureTask<FrozenInventory> running, Observer observer)
            throws InterruptedException {
        try (Progress progress = observer.progress("comparison of objects, accounts and settings", "steps", 1)) {
            while (true) {
                progress.advance(0);
                try {
                    return running.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
