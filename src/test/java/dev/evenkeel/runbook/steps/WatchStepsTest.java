package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.writes.Guest;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.TargetAtOpening;
import dev.evenkeel.runbook.steps.own.Found.TrafficMoved;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real clients that stay at the source after the switch, beside those who may. */
@Timeout(120)
class WatchStepsTest {
    private static final Servers SERVERS = TestServers.embedded();
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Login SHOP = new Login("watched_shop", new Secret("shop-secret"));
    private static final Login MONITOR = new Login("watched_monitor", new Secret("monitor-secret"));

    @TempDir
    private Path folder;

    private Path reports;
    private Journal journal;
    private RunContext run;
    private Collaborators all;
    private WatchSteps steps;

    @BeforeAll
    static void accounts() {
        for (Login login : List.of(SHOP, MONITOR)) {
            try (Session session = TestServers.admin(Role.SOURCE).open()) {
                session.execute("CREATE USER ?@'%' IDENTIFIED BY ?", login.user(), login.password());
                session.execute("GRANT ALL ON watched.* TO ?@'%'", login.user());
            }
        }
    }

    @AfterAll
    static void gone() {
        for (Login login : List.of(SHOP, MONITOR)) {
            on("DROP USER '" + login.user() + "'@'%'");
        }
    }

    @BeforeEach
    void switched() throws IOException {
        on("DROP DATABASE IF EXISTS watched");
        on("CREATE DATABASE watched");
        on("CREATE TABLE watched.t (id INT PRIMARY KEY) ENGINE = InnoDB");
        watching("strict: true, ");
    }

    private void lenient() throws IOException {
        run.close();
        journal.close();
        watching("");
    }

    private void watching(String strict) throws IOException {
        reports = Files.createTempDirectory(folder, "run").resolve("run");
        journal = Journal.create(reports, Clock.systemUTC(), new Redactor(), Observer.NONE);
        Path profile = Files.writeString(
                folder.resolve("watched.yaml"),
                Files.readString(Path.of("environments/embedded.yaml")) + "\nwatch: {for: 3s, quiet: 1s, " + strict
                        + "known: [watched_monitor]}\n");
        run = new RunContext(
                Provision.profiles().read(profile.toString(), folder),
                SERVERS,
                journal,
                new CurrentStep(),
                Clock.systemUTC());
        EndpointFile endpoint = new EndpointFile(folder.resolve("endpoint"));
        endpoint.pointTo(SERVERS.master(Role.TARGET).endpoint());
        all = new Collaborators(run, new DumpTool(folder, Optional.empty()), endpoint, Optional.empty(), gate -> {});
        NoReturn noReturn = new NoReturn(run, all.sites(), all.traffic());
        steps = new WatchSteps(run, all.moved(), noReturn);
        run.facts().put(new FrozenCoordinates(all.sites().writes(Role.SOURCE).end()));
    }

    @AfterEach
    void ends() {
        run.close();
        journal.close();
        on("DROP DATABASE IF EXISTS watched");
    }

    private void moved() {
        try (Session session = SERVERS.master(Role.SOURCE).open()) {
            run.facts().put(new TrafficMoved(Clock.systemUTC().instant(), Guest.newest(session)));
        }
    }

    @Test
    void a_pool_that_keeps_its_connection_is_named_with_its_host_within_five_seconds() {
        try (Session kept = as(SHOP)) {
            kept.number("SELECT 1");
            moved();
            long begun = System.nanoTime();

            steps.watch_source();

            awaitStraggler();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            assertThat(stragglers()).singleElement().satisfies(left -> {
                assertThat(left.user()).contains("watched_shop");
                assertThat(left.host())
                        .hasValueSatisfying(host -> assertThat(host).matches("localhost|127\\.0\\.0\\.1"));
                assertThat(left.cause()).isEqualTo(TrafficEvent.Cause.POOL);
            });
            assertThatThrownBy(steps::nobody_left)
                    .isInstanceOf(Obstacle.class)
                    .hasMessageMatching("still on the source after 3 s: watched_shop@(localhost|127\\.0\\.0\\.1)"
                            + " \\(connection pool: .*\\); have each of them connect again, or end its connections there\\."
                            + " The target serves");
        }
        steps.nobody_left();
        assertThat(events(TrafficEvent.Watched.class))
                .extracting(TrafficEvent.Watched::state)
                .containsExactly(TrafficEvent.WatchState.LEFT, TrafficEvent.WatchState.QUIET);
    }

    @Test
    void who_is_left_in_a_rehearsal_is_named_and_fails_nothing() throws IOException {
        lenient();
        try (Session kept = as(SHOP)) {
            kept.number("SELECT 1");
            moved();
            steps.watch_source();

            assertThatThrownBy(steps::nobody_left)
                    .isInstanceOf(NotShown.class)
                    .hasMessageStartingWith("still on the source after 3 s: watched_shop@");
        }
        assertThat(events(TrafficEvent.Watched.class))
                .extracting(TrafficEvent.Watched::state)
                .containsExactly(TrafficEvent.WatchState.LEFT);
    }

    @Test
    void a_client_that_connects_after_the_switch_is_told_from_a_pool() {
        moved();
        steps.watch_source();
        assertThat(stragglers()).isEmpty();

        try (Session late = as(SHOP)) {
            late.number("SELECT 1");
            awaitStraggler();
        }

        assertThat(stragglers()).singleElement().satisfies(left -> assertThat(left.cause())
                .isEqualTo(TrafficEvent.Cause.RESOLVER));
    }

    @Test
    void replication_the_provider_a_known_monitoring_and_the_run_itself_are_no_stragglers() {
        moved();
        try (Session monitoring = as(MONITOR);
                Session own = SERVERS.master(Role.SOURCE).open();
                Session parameters = TestServers.admin(Role.SOURCE).open()) {
            monitoring.number("SELECT 1");
            own.number("SELECT 1");
            assertThat(parameters.list("SELECT COMMAND FROM information_schema.PROCESSLIST", row -> row.text(1)))
                    .as("the replica is connected")
                    .contains("Binlog Dump");
            on("FLUSH STATUS");

            steps.watch_source();

            assertThatCode(steps::nobody_left).doesNotThrowAnyException();
        }
        assertThat(stragglers()).isEmpty();
    }

    @Test
    void a_write_to_the_source_is_named_although_its_writer_has_gone() {
        moved();
        steps.watch_source();
        try (Session writer = as(SHOP)) {
            writer.execute("INSERT INTO watched.t VALUES (1)");
        }
        until(() -> stragglers().stream().anyMatch(left -> left.what() == TrafficEvent.Left.WRITE));

        assertThat(stragglers())
                .filteredOn(left -> left.what() == TrafficEvent.Left.WRITE)
                .singleElement()
                .satisfies(left -> assertThat(left.detail()).isEqualTo("rows of watched.t"));
    }

    @Test
    void the_first_write_of_the_target_is_named_with_its_place_and_the_runs_own_statements_are_not() {
        Server target = TestServers.admin(Role.TARGET);
        try (Session session = target.open()) {
            session.execute("DROP DATABASE IF EXISTS watched");
            session.execute("CREATE DATABASE watched");
            session.execute("CREATE TABLE watched.t (id INT PRIMARY KEY AUTO_INCREMENT) ENGINE = InnoDB");
            run.facts()
                    .put(new TargetAtOpening(
                            all.sites().writes(Role.TARGET).end().position()));
            String own = "ALTER TABLE `watched`.`t` AUTO_INCREMENT = 7";
            run.sent(Role.TARGET, own);
            session.execute(own);
            session.execute("FLUSH TABLES");
        }
        assertThatThrownBy(steps::first_write)
                .isInstanceOf(NotShown.class)
                .hasMessage("the target has accepted no write since it was opened");
        try (Session session = target.open()) {
            session.execute("INSERT INTO watched.t VALUES ()");
            session.execute("CREATE TABLE watched.later (id INT)");
        }

        steps.first_write();

        assertThat(events(TrafficEvent.NoReturn.class)).singleElement().satisfies(told -> {
            assertThat(told.write()).contains("rows of watched.t");
            assertThat(told.writtenAt()).isPresent();
            assertThat(told.place()).matches("mysql-bin-changelog\\.\\d+:\\d+");
        });
        try (Session session = target.open()) {
            session.execute("DROP DATABASE watched");
        }
    }

    @Test
    void a_profile_of_production_waits_longer_than_one_of_rehearsals() {
        Profile rehearsal = Provision.profiles().read("embedded", Path.of("environments"));

        assertThat(rehearsal.watch().quiet()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rehearsal.watch().strict()).isFalse();
        assertThat(run.profile().watch().known()).containsExactly("watched_monitor");
    }

    private static Session as(Login login) {
        return new Server("shop", SERVERS.master(Role.SOURCE).endpoint(), login).open();
    }

    private void awaitStraggler() {
        until(() -> !stragglers().isEmpty());
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        new Await(Observer.NONE, Duration.ofMillis(20))
                .until("a straggler is named", "one", SOON, () -> new Await.Look("", condition.getAsBoolean()));
    }

    private List<TrafficEvent.Straggler> stragglers() {
        return events(TrafficEvent.Straggler.class);
    }

    private <E extends TrafficEvent> List<E> events(Class<E> type) {
        return Numbered.in(JournalReader.read(reports), type)
                .map(Numbered::event)
                .toList();
    }

    private static void on(String sql) {
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            session.execute(sql);
        }
    }
}
