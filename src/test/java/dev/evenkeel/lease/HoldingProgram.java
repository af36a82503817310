package dev.evenkeel.lease;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A run in another process: takes the lease, says so, and holds it until it is killed. */
final class HoldingProgram {
    private HoldingProgram() {}

    public static void main(String[] arguments) {
        Server server = new Server(
                "target",
                new Endpoint("127.0.0.1", Integer.parseInt(arguments[0])),
                new Login(arguments[1], new Secret(System.getenv("HOLDING_PASSWORD"))));
        Lease lease = Lease.take(
                List.of(server),
                new Holder("r-20261130-020000-abc", "alice", "db-admin-1", Instant.parse("2026-11-30T02:00:00Z")),
                Duration.ZERO);
        System.out.println("held");
        while (lease.held()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
