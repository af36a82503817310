package dev.evenkeel.cli;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Writes a row all the time, where it is led, and keeps which were acknowledged. What is refused is left, and the next one is
 * written.
 */
final class ShopApplication implements AutoCloseable {
    static final Login LOGIN = new Login("shop", new Secret("secret of the shop"));
    static final String TABLE = "CREATE TABLE shop.visits (id BIGINT PRIMARY KEY)";
    private static final long PACE_NANOS = 25_000_000;

    private final Servers servers;
    private final Supplier<Role> where;
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::write, "shop");
    private volatile boolean over;

    /** @param where it is led, which is asked before every write */
    ShopApplication(Servers servers, Supplier<Role> where) {
        this.servers = servers;
        this.where = where;
        thread.setDaemon(true);
        thread.start();
    }

    private void write() {
        Role at = Role.SOURCE;
        Session session = null;
        for (long id = 1; !over; id++) {
            try {
                Role now = where.get();
                if (session == null || now != at) {
                    close(session);
                    session = servers.master(now).as(LOGIN).open();
                    at = now;
                }
                session.execute("INSERT INTO shop.visits VALUES (?)", id);
                acknowledged.add(id);
            } catch (DatabaseException e) {
                close(session);
                session = null;
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
        close(session);
    }

    private static void close(Session session) {
        if (session != null) {
            session.close();
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** Acknowledged, and not there. */
    Set<Long> lost(Role role) {
        try (Session session = servers.master(role).open()) {
            Set<Long> there = new HashSet<>(session.list("SELECT id FROM shop.visits", row -> row.number(1)));
            Set<Long> lost = new TreeSet<>(acknowledged);
            lost.removeAll(there);
            return lost;
        }
    }

    /** Whether a write of its account is refused now. */
    boolean refusedBy(Role role) {
        try (Session session = servers.master(role).as(LOGIN).open()) {
            session.execute("INSERT INTO shop.visits VALUES (?)", System.nanoTime());
            return false;
        } catch (DatabaseException e) {
            return true;
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
