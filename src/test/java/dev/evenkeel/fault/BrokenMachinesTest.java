package dev.evenkeel.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Machine;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.containers.TestDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mishap on each role of real containers: it is felt, and it is over afterwards. */
class BrokenMachinesTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    static Path folder;

    private static Servers servers;

    private final Mishaps mishaps = new Mishaps(new Mishaps.Listener() {});

    @BeforeAll
    static void start() throws IOException {
        TestDocker.need("10.1.8", "10.1.23");
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, """
                kind: containers
                servers:
                  source: {image: 'evenkeel/mariadb:10.1.8', disk: 512m}
                  replica: {image: 'evenkeel/mariadb:10.1.8', disk: 512m}
                  target: {image: 'evenkeel/mariadb:10.1.23', disk: 512m}
                """);
        servers = Environment.open(
                Provision.profiles().read(file.toString(), folder), Observer.NONE, folder, secret -> {}, line -> {});
    }

    @AfterAll
    static void stop() {
        if (servers != null) {
            servers.close();
            assertThat(TestDocker.leftBehind()).isZero();
        }
    }

    @AfterEach
    void mend() {
        mishaps.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_machine_that_is_cut_off_is_on_the_network_again(Role role) {
        mishaps.now(Mishaps.Mishap.cutOff(machine(role)), LONG);

        assertThat(machine(role).connected()).isFalse();
        assertThat(answerMillis(role)).isLessThan(5_000);

        mishaps.close();
        assertThat(machine(role).connected()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_machine_that_stands_still_goes_on(Role role) {
        mishaps.now(Mishaps.Mishap.pause(machine(role)), Duration.ofSeconds(2));

        assertThat(answerMillis(role)).isBetween(1_000L, 20_000L);

        mishaps.close();
        assertThat(machine(role).paused()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void answers_are_late_until_it_is_over(Role role) {
        mishaps.now(LateAnswers.of(machine(role), Duration.ofMillis(700)), LONG);

        long slowest = 0;
        long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (System.nanoTime() < until) {
            slowest = Math.max(slowest, answerMillis(role));
        }
        assertThat(slowest).isGreaterThan(300);

        mishaps.close();
        assertThat(machine(role).paused()).isFalse();
        assertThat(answerMillis(role)).isLessThan(300);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void open_connections_are_closed_and_new_ones_can_be_made(Role role) {
        try (Session session = servers.master(role).open()) {
            assertThat(Connections.close(servers.parameters(role).orElseThrow()))
                    .isPositive();

            assertThatThrownBy(() -> session.number("SELECT 1")).isInstanceOf(DatabaseException.class);
        }
        assertThat(answerMillis(role)).isLessThan(5_000);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_full_disk_takes_nothing_more_and_has_room_again(Role role) {
        mishaps.now(FullDisk.on(machine(role)), LONG);

        assertThat(machine(role)
                        .run("sh", "-c", "echo text >/var/lib/mysql/more")
                        .exit())
                .isNotZero();

        mishaps.close();
        assertThat(machine(role)
                        .run("sh", "-c", "echo text >/var/lib/mysql/more && rm /var/lib/mysql/more")
                        .exit())
                .isZero();
        until(() -> answerMillis(role) < 5_000);
    }

    private static Machine machine(Role role) {
        return servers.machine(role).orElseThrow();
    }

    private static long answerMillis(Role role) {
        long began = System.nanoTime();
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            session.number("SELECT 1");
        }
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static void until(BooleanSupplier condition) {
        new Await(Observer.NONE, Duration.ofMillis(50))
                .until("it is so", "yes", Duration.ofSeconds(10), () -> new Await.Look("", condition.getAsBoolean()));
    }
}
