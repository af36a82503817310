package dev.evenkeel.provision.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.StandInOptions;
import dev.evenkeel.provision.standin.StandInServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is ended and started again. */
@Timeout(180)
class SoloServerTest {
    private static final ServerHome HOME = ServerHome.ofArtifact("10.1.23", line -> {});
    private final Await await = new Await(Observer.NONE, Duration.ofMillis(50));

    /** The JVM closes the input of a process that has ended, which the keeper took for the end of the JVM. */
    @Test
    void the_data_of_a_server_that_was_shut_down_stay_until_it_is_stopped() {
        ServerProcess process = ServerProcess.start(
                "shut-down",
                HOME,
                DataTemplate.of(HOME, line -> {}),
                Optional.empty(),
                StandInOptions.of(77),
                List.of());
        Path data = process.folder().resolve("data/mysql");
        await.until("it has its data", "the folder", Duration.ofSeconds(30), () -> look(data));

        process.shutDown();

        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        await.until("two seconds have passed", "passed", Duration.ofSeconds(10), () -> {
            assertThat(data).exists();
            return new Await.Look("", System.nanoTime() > end);
        });
        process.stop();
        await.until("the folder is gone", "gone", Duration.ofSeconds(10), () -> {
            boolean gone = Files.notExists(process.folder());
            return new Await.Look(gone ? "gone" : "there", gone);
        });
    }

    private static Await.Look look(Path folder) {
        return new Await.Look(folder.toString(), Files.exists(folder));
    }

    @Test
    void a_server_that_is_started_again_and_again_has_what_was_written_before() {
        try (SoloServer server =
                SoloServer.start("again", HOME, 78, Optional.empty(), Map.of(), StandInServers.randomPassword())) {
            server.awaitConnection(await);
            run(server, "CREATE DATABASE kept");
            run(server, "CREATE TABLE kept.t (id INT PRIMARY KEY) ENGINE = InnoDB");
            for (int i = 1; i <= 8; i++) {
                run(server, "INSERT INTO kept.t VALUES (" + i + ")");
                server.restart(Map.of(), await);
                assertThat(count(server)).isEqualTo(i);
            }
        }
    }

    private static void run(SoloServer server, String sql) {
        try (Session session = server.admin().open()) {
            session.execute(sql);
        }
    }

    private static long count(SoloServer server) {
        try (Session session = server.admin().open()) {
            return session.number("SELECT COUNT(*) FROM kept.t");
        }
    }
}
