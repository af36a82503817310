package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.binlog.Binlog;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target follows the source, which goes on being written to. */
class VerifyLiveTest {
    @TempDir
    private Path folder;

    private VerifiedPair pair;
    private final AtomicBoolean stop = new AtomicBoolean();
    private CompletableFuture<Void> writer;

    @BeforeEach
    void the_target_follows() {
        pair = new VerifiedPair(folder);
        Server source = TestServers.admin(Role.SOURCE);
        try (Session session = source.open();
                Session target = TestServers.admin(Role.TARGET).open()) {
            var end = Binlog.position(session);
            target.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_USE_GTID = no",
                    source.endpoint().host(),
                    source.endpoint().port(),
                    source.login().user(),
                    source.login().password(),
                    end.file(),
                    end.offset());
            target.execute("START SLAVE");
        }
        writer = CompletableFuture.runAsync(this::write);
    }

    @AfterEach
    void and_is_let_go() {
        stop.set(true);
        writer.join();
        VerifiedPair.on(Role.TARGET, "STOP SLAVE");
        VerifiedPair.on(Role.TARGET, "RESET SLAVE ALL");
        pair.close();
    }

    private void write() {
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            for (int i = 10; !stop.get(); i++) {
                session.execute("INSERT INTO verified.orders VALUES (?, 1, 'new')", i);
                session.execute("UPDATE verified.orders SET total = total + 1 WHERE id = 1");
                // One that never rests at all is compared only by luck, see LiveDoubtsTest.
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    @Test
    void rows_that_keep_changing_are_the_same_while_both_go_on() {
        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--live", "--what", "data");

        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.table("orders").at("/verdict").asText()).isEqualTo("Same");
        assertThat(ran.table("orders").at("/method").asText()).startsWith("live, source at mysql-bin");
        assertThat(ran.end().at("/verdict").asText()).isEqualTo("Same");
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Same");
    }

    @Test
    void a_difference_is_found_while_both_go_on() {
        VerifiedPair.on(Role.TARGET, "UPDATE verified.orders SET note = 'x' WHERE id = 3");

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--live", "--what", "data");

        assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
        assertThat(ran.table("orders").at("/differences/0/key").asText()).isEqualTo("id=3");
        assertThat(ran.table("lines").at("/verdict").asText())
                .as(ran.toString())
                .isEqualTo("Same");
    }

    @Test
    void where_both_stand_afterwards_is_read_afterwards_and_each_table_has_its_time() {
        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--live", "--what", "data");

        assertThat(place(ran, "after", "source")).isNotEqualTo(place(ran, "before", "source"));
        assertThat(place(ran, "after", "target")).isNotEqualTo(place(ran, "before", "target"));
        assertThat(ran.table("orders").at("/millis").asLong()
                        + ran.table("lines").at("/millis").asLong())
                .isPositive();
        assertThat(pair.audit().at("/parity/tables/0/millis").isNumber()).isTrue();
    }

    private static String place(VerifiedPair.Ran ran, String which, String role) {
        return ran.of("coordinates").stream()
                .filter(line -> line.at("/which").asText().equals(which)
                        && line.at("/role").asText().equals(role))
                .map(line ->
                        line.at("/file").asText() + ":" + line.at("/position").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_server_that_follows_nobody_is_refused() {
        VerifiedPair.on(Role.TARGET, "STOP SLAVE");
        VerifiedPair.on(Role.TARGET, "RESET SLAVE ALL");

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--live");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--live takes a target that follows the source; it follows nobody");
    }
}
