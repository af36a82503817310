package dev.evenkeel.provision.standin;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** One thread for each server, which logs in without a password as often as it can. */
public final class Strangers {
    /** Those that MariaDB makes for a new server, the account of nobody, and ours without their passwords. */
    private static final List<String> USERS = List.of(
            "root", "", "mysql", "mariadb.sys", "PUBLIC", "rdsadmin", "admin", "rdsrepladmin", "assessment_app");

    /** A server without any account says so, ER_HOST_NOT_PRIVILEGED. */
    private static final int NOT_FROM_THERE = 1130;

    private final Map<Role, Integer> ports;
    private final Map<Role, AtomicInteger> refused = new ConcurrentHashMap<>();
    private final Set<String> admitted = new ConcurrentSkipListSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    public Strangers(Map<Role, Integer> ports) {
        this.ports = ports;
        ports.keySet().forEach(role -> refused.put(role, new AtomicInteger()));
    }

    /** Where somebody got in, and as whom. */
    public Set<String> admitted() {
        return admitted;
    }

    public int refusedBy(Role role) {
        return refused.get(role).get();
    }

    public void begin() {
        ports.forEach((role, port) -> {
            Thread thread = new Thread(() -> hammer(role, port), "stranger at the " + role);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        });
    }

    private void hammer(Role role, int port) {
        for (int turn = 0; !over; turn++) {
            // Every other time as root: nobody else of them could do as much.
            String user = turn % 2 == 0 ? "root" : USERS.get(turn / 2 % USERS.size());
            Endpoint endpoint = new Endpoint("127.0.0.1", port);
            Server server = new Server(role.label(), endpoint, new Login(user, new Secret("")));
            try (Session session = server.open()) {
                admitted.add("the " + role + " as '" + user + "'");
            } catch (DatabaseException e) {
                if (e.is(ServerError.ER_ACCESS_DENIED_ERROR)) {
                    refused.get(role).incrementAndGet();
                }
            }
        }
    }

    /** Every account once more, when all is set up. */
    public void awaitRefusals() throws InterruptedException {
        Map<Role, Integer> before = new ConcurrentHashMap<>();
        refused.forEach((role, count) -> before.put(role, count.get()));
        for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                admitted.isEmpty()
                        && System.nanoTime() < end
                        && refused.entrySet().stream()
                                .anyMatch(each -> each.getValue().get() < before.get(each.getKey()) + 40); ) {
            Thread.sleep(5);
        }
    }

    public void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join(20_000);
        }
    }
}
