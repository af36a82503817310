package dev.evenkeel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a comparison is held back, on a real server. */
class LoadThrottleTest {
    private static final Server TARGET = TestServers.admin(Role.TARGET);

    @TempDir
    Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void nothing_holds_back_where_nobody_is_in_the_way() throws InterruptedException {
        try (LoadThrottle throttle = throttle(25, Optional.of(folder.resolve("none")))) {
            throttle.beforeChunk();
        }

        assertThat(told).isEmpty();
    }

    @Test
    void many_running_threads_pause_until_they_have_ended() throws Exception {
        List<CompletableFuture<Void>> busy = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            busy.add(CompletableFuture.runAsync(
                    () -> {
                        try (Session session = TARGET.open()) {
                            session.text("SELECT SLEEP(3)");
                        }
                    },
                    task -> new Thread(task).start()));
        }
        try (Session session = TARGET.open();
                LoadThrottle throttle = throttle(3, Optional.empty())) {
            Awaitility.await().atMost(3, TimeUnit.SECONDS).until(() -> session.first(
                            "SHOW GLOBAL STATUS LIKE 'Threads_running'", row -> Long.valueOf(row.text(2)))
                    .filter(running -> running > 4)
                    .isPresent());

            throttle.beforeChunk();

            assertThat(told).hasSize(2);
            assertThat(told.get(0)).matches("\\d+ threads run on the target, more than 3");
            assertThat(told.get(1)).isEqualTo("resumed");
            assertThat(busy).allMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void a_file_pauses_all_workers_with_one_message_until_it_is_removed() throws Exception {
        Path file = Files.createFile(folder.resolve("pause"));
        try (LoadThrottle throttle = throttle(0, Optional.of(file))) {
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                workers.add(CompletableFuture.runAsync(
                        () -> {
                            try {
                                throttle.beforeChunk();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        task -> new Thread(task).start()));
            }
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> !told.isEmpty());
            assertThat(workers).noneMatch(CompletableFuture::isDone);

            Files.delete(file);

            CompletableFuture.allOf(workers.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
            assertThat(told).containsExactly("the file " + file + " exists; remove it to continue", "resumed");
        }
    }

    private LoadThrottle throttle(long threads, Optional<Path> file) {
        return new LoadThrottle(
                List.of(TARGET),
                new LoadThrottle.Limits(Duration.ofSeconds(10), threads, file),
                Observer.NONE,
                new LoadThrottle.Listener() {
                    @Override
                    public void pausing(String reason) {
                        told.add(reason);
                    }

                    @Override
                    public void resumed(String reason, Duration after) {
                        told.add("resumed");
                    }
                });
    }
}
