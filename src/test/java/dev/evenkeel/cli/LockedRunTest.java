package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.lease.Holder;
import dev.evenkeel.lease.Lease;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs on the same servers: one goes on, the other ends and names it. */
class LockedRunTest {
    @TempDir
    private Path folder;

    private Servers servers;

    @BeforeEach
    void servers_of_somebody_else() {
        servers = SomebodysServers.open(
                folder,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total INT)",
                "INSERT INTO shop.orders (total) VALUES (1), (2)");
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    @Timeout(300)
    void a_run_on_servers_that_another_one_holds_ends_with_9_and_changes_nothing() throws IOException {
        Path plan = planned();
        Captured refused;
        try (Lease held = Lease.take(
                List.of(servers.master(Role.TARGET)),
                new Holder("r-first", "alice", "db-admin-1", Instant.parse("2026-11-30T02:00:00Z")),
                Duration.ZERO)) {
            refused = run(plan);
            assertThat(held.held()).isTrue();
        }

        assertThat(refused.exit()).as(refused.toString()).isEqualTo(9);
        assertThat(refused.toString())
                .contains("the servers are in use: run r-first by alice on db-admin-1, since 2026-11-30T02:00:00Z");
        assertThat(JournalReader.read(theRun()).stream().map(EventCodec::read))
                .noneMatch(PhaseEvent.StepIntended.class::isInstance);
    }

    /** Somebody ends the lease's connection while the run is under way: it takes back what it had begun. */
    @Test
    @Timeout(300)
    void a_run_that_loses_its_lease_changes_nothing_more_and_takes_back_what_it_had_begun() throws Exception {
        Path plan = planned();
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
            try (Session target = servers.master(Role.TARGET).open()) {
                Program.waitUntil(
                        "the run holds the lease and has begun to copy", Duration.ofMinutes(2), () -> begun());
                target.execute("KILL " + target.number("SELECT IS_USED_LOCK('evenkeel')"));
            }
        });

        Captured undone = run(plan);
        killed.get(10, TimeUnit.SECONDS);

        assertThat(undone.exit()).as(undone.toString()).isEqualTo(4);
        assertThat(undone.toString()).contains("the lease on ", " is lost: ");
        try (Session target = servers.master(Role.TARGET).open();
                Session source = servers.master(Role.SOURCE).open()) {
            assertThat(target.list("SHOW SLAVE STATUS", row -> row.text(1))).isEmpty();
            source.execute("INSERT INTO shop.orders (total) VALUES (3)");
        }
    }

    /** The target follows the source: minutes of proving and three more effects are to come. */
    private boolean begun() {
        try (Session target = servers.master(Role.TARGET).open()) {
            return !target.list("SHOW SLAVE STATUS", row -> row.text(1)).isEmpty();
        }
    }

    private Path planned() throws IOException {
        Path profile = GivenProfile.of(servers, folder)
                .lines("purpose: rehearsal\ngates:\n  cutover: automatic\n")
                .write("pair.yaml");
        Path plan = folder.resolve("plan.json");
        Captured made = Captured.run("plan", "-e", profile.toString(), "-o", plan.toString(), "--reports", reports());
        assertThat(made.exit()).as(made.toString()).isZero();
        return plan;
    }

    private Captured run(Path plan) {
        return Captured.run("run", plan.toString(), "--reports", reports());
    }

    private String reports() {
        return folder.resolve("reports").toString();
    }

    private Path theRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("reports"))) {
            return runs.filter(run -> !Files.isSymbolicLink(run)).findFirst().orElseThrow();
        }
    }
}
