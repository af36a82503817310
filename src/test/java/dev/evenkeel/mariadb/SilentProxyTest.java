package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilentProxyTest {
    private static final Server SERVER = TestServers.admin(Role.SOURCE);

    @Test
    void a_stalled_connection_gets_no_answer_and_a_new_one_works() {
        try (SilentProxy proxy = SilentProxy.to(SERVER);
                Session silent = proxy.server(SERVER).open()) {
            assertThat(silent.number("SELECT 1")).isEqualTo(1);
            silent.answerWithin(Duration.ofMillis(300));

            proxy.stall();

            assertThatThrownBy(() -> silent.number("SELECT 2")).isInstanceOf(DatabaseException.class);
            try (Session fresh = proxy.server(SERVER).open()) {
                assertThat(fresh.number("SELECT 3")).isEqualTo(3);
            }
        }
    }

    @Test
    void answers_arrive_late_and_whole() {
        try (SilentProxy proxy = SilentProxy.to(SERVER);
                Session session = proxy.server(SERVER).open()) {
            proxy.delay(Duration.ofMillis(200));
            long start = System.nanoTime();

            assertThat(session.text("SELECT REPEAT('x', 1000000)")).hasSize(1_000_000);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
        }
    }
}
