package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.EndpointFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Writers that go where an endpoint names, and keep which write which server has acknowledged. */
final class LedgeredWriters implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** @param role of the server that acknowledged it */
    record Written(long id, Role role) {}

    private final Queue<Written> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final EndpointFile endpoint;
    private final Map<Endpoint, Server> servers;
    private final Endpoint source;
    private volatile boolean over;

    /** @param servers as the application's account sees them */
    LedgeredWriters(EndpointFile endpoint, Map<Endpoint, Server> servers, Endpoint source) {
        this.endpoint = endpoint;
        this.servers = servers;
        this.source = source;
        for (int number = 0; number < 3; number++) {
            boolean transactions = number == 0;
            Thread thread = new Thread(() -> write(transactions), "writer " + number);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void write(boolean transactions) {
        while (!over) {
            Endpoint at = endpoint.current();
            try (Session session = servers.get(at).open()) {
                session.answerWithin(ANSWER);
                while (!over && endpoint.current().equals(at)) {
                    one(session, at.equals(source) ? Role.SOURCE : Role.TARGET, transactions);
                    LockSupport.parkNanos(1_000_000);
                }
            } catch (DatabaseException e) {
                errors.add(e.getMessage());
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private void one(Session session, Role role, boolean transaction) {
        long first = next.getAndAdd(2);
        long begun = System.nanoTime();
        if (transaction) {
            session.begin();
            session.execute("INSERT INTO fenced.t VALUES (?)", first);
            LockSupport.parkNanos(2_000_000);
            session.execute("INSERT INTO fenced.u VALUES (?)", first);
            session.commit();
        } else {
            session.execute("INSERT INTO fenced.t VALUES (?)", first);
        }
        longestMillis.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
        acknowledged.add(new Written(first, role));
    }

    List<Written> acknowledged() {
        return List.copyOf(acknowledged);
    }

    long acknowledgedBy(Role role) {
        return acknowledged.stream().filter(written -> written.role() == role).count();
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    long longestMillis() {
        return longestMillis.get();
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(ANSWER.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
