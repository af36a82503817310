package dev.evenkeel.provision.latch;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The latch on a source, and the locking of accounts as what stays when it is let go. Writers wait at it and see no error.
 *
 * @param held the latch of this process, where it has one
 * @param database the one whose tables are latched; empty for all, and whoever waits for a table waits for this one then
 */
record LatchFence(
        Server master,
        LatchOptions options,
        AtomicReference<Optional<Latch>> held,
        AccountsFence accounts,
        Optional<String> database,
        Consumer<String> sent)
        implements Fence {
    private static final String LATCHED = "latched";
    private static final Duration TO_END_WAITERS = Duration.ofSeconds(2);

    LatchFence(
            Server master,
            LatchOptions options,
            AtomicReference<Optional<Latch>> held,
            AccountsFence accounts,
            Consumer<String> sent) {
        this(master, options, held, accounts, Optional.empty(), sent);
    }

    /** A latch that was lost is none, and its tables are open. */
    @Override
    public String state() {
        return held.get().filter(Latch::confirm).isPresent() ? LATCHED : OPEN;
    }

    @Override
    public String whenClosed() {
        return LATCHED;
    }

    @Override
    public boolean closed() {
        return state().equals(LATCHED) || accounts.closed();
    }

    /** An attempt that fails costs whoever writes its limit at most, and no error. */
    @Override
    public void close(Duration patience) {
        for (int attempt = 1; ; attempt++) {
            FencedTables tables = tables();
            Optional<Latch> taken = Latch.take(master, tables, options, sent);
            if (taken.isPresent()) {
                held.getAndSet(taken).ifPresent(Latch::release);
                return;
            }
            if (attempt >= options.attempts()) {
                throw new NotClosed(master.name() + ": the latch was not granted within "
                        + options.limit().toMillis() + " ms, in " + attempt + " attempts");
            }
            LockSupport.parkNanos(options.pause().toNanos());
        }
    }

    /** While others still write: nobody waits for this. */
    private FencedTables tables() {
        try (Session session = master.open()) {
            return FencedTables.of(session, database);
        }
    }

    @Override
    public Optional<Duration> prepare() {
        try (Session session = master.open()) {
            return Optional.of(FencedTables.of(session, database).open(session));
        }
    }

    /** Where another process closed it, its latch has gone with it. */
    @Override
    public void restore(String state) {
        if (!state.equals(OPEN)) {
            throw new IllegalArgumentException("a latch can be released, not be put into the state " + state);
        }
        held.getAndSet(Optional.empty()).ifPresent(Latch::release);
    }

    @Override
    public Optional<Fence> lasting() {
        return Optional.of(accounts);
    }

    @Override
    public void release() {
        if (held.get().filter(Latch::held).isPresent() && accounts.closed()) {
            accounts.evictions().ofUsers(accounts.users(), TO_END_WAITERS);
            if (database.isEmpty()) {
                accounts.evictions().waiting(TO_END_WAITERS);
            }
        }
        restore(OPEN);
    }

    @Override
    public Set<String> statements() {
        return accounts.statements();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(accounts.problems());
        if (tables().names().isEmpty()) {
            problems.add("there is no table that the latch could hold; give another fence");
        }
        return problems;
    }

    @Override
    public Optional<List<String>> passes() {
        return accounts.passes();
    }
}
