package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.transfer.dump.DumpTool;
import dev.evenkeel.workload.Application;
import dev.evenkeel.workload.ApplicationSettings;
import dev.evenkeel.workload.SampleDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the application where one writes, and where none does; the source plays the target here. */
@Timeout(120)
class ObserveStepsTest {
    private static final Servers SERVERS = TestServers.embedded();
    private static final Login LOGIN = SERVERS.application().orElseThrow();
    private static final Endpoint SOURCE = SERVERS.master(Role.SOURCE).endpoint();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Journal journal;
    private EndpointFile endpoint;
    private Optional<Application> application = Optional.empty();

    @BeforeAll
    static void a_sample_database() {
        new SampleDatabase(1, 1_000)
                .create(SERVERS.master(Role.SOURCE), TestServers.admin(Role.SOURCE), LOGIN, Observer.NONE);
    }

    @AfterAll
    static void gone() {
        on(Role.SOURCE, "DROP DATABASE " + SampleDatabase.SCHEMA);
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            SampleDatabase.accounts(LOGIN).forEach(login -> session.list(
                            "SELECT host FROM mysql.user WHERE user = '" + login.user() + "'", row -> row.text(1))
                    .forEach(host -> session.execute("DROP USER ?@?", login.user(), host)));
        }
    }

    @BeforeEach
    void begins() {
        journal = Journal.create(folder.resolve("run"), Clock.systemUTC(), new Redactor(), Observer.NONE);
        endpoint = new EndpointFile(folder.resolve("endpoint"));
        endpoint.pointTo(SOURCE);
    }

    @AfterEach
    void ends() {
        application.ifPresent(Application::stop);
        on(Role.SOURCE, "SET GLOBAL read_only = 0");
        journal.close();
    }

    @Test
    void without_an_application_nothing_is_shown_of_one() {
        ObserveSteps steps = steps();
        String reason = "no application of the rehearsal's own is writing";

        assertThatThrownBy(() -> steps.writes_to_target(SOON))
                .isInstanceOf(NotShown.class)
                .hasMessage(reason);
        assertThatThrownBy(steps::ledger).isInstanceOf(NotShown.class).hasMessage(reason);
        assertThatThrownBy(steps::outage).isInstanceOf(NotShown.class).hasMessage(reason);
        assertThat(cutover().data()).doesNotContainKey("unavailableMillis").containsKey("budgetMillis");
        assertThat(JournalReader.read(folder.resolve("run")))
                .noneMatch(
                        entry -> entry.kind().equals("WORKLOAD") || entry.kind().equals("DEVIATION"));
    }

    @Test
    void an_application_that_met_no_outage_shows_none_within_the_budget() {
        write();

        assertThatThrownBy(steps()::outage)
                .isInstanceOf(NotShown.class)
                .hasMessage("the application met no outage that could be measured");
        assertThat(cutover().data()).doesNotContainKeys("unavailableMillis", "servedAt");
    }

    @Test
    void an_outage_that_is_not_over_is_within_no_budget() {
        write();
        on(Role.SOURCE, "SET GLOBAL read_only = 1");
        until("an error", () -> application.get().outage().happened());

        assertThatThrownBy(steps()::outage)
                .isInstanceOf(NotShown.class)
                .hasMessageMatching("the outage had lasted \\d+ ms and was not over when it was measured");
    }

    @Test
    void an_outage_that_is_over_is_measured_against_the_budget() {
        write();
        on(Role.SOURCE, "SET GLOBAL read_only = 1");
        until("an error", () -> application.get().outage().happened());
        on(Role.SOURCE, "SET GLOBAL read_only = 0");
        until("it is over", () -> application.get().outage().over());
        ObserveSteps steps = steps();

        steps.outage();

        assertThat((Number) cutover().data().get("unavailableMillis"))
                .extracting(Number::longValue)
                .satisfies(millis -> assertThat(millis).isPositive());
    }

    private void write() {
        application = Optional.of(Application.start(
                endpoint,
                LOGIN,
                new ApplicationSettings(2, 100, 1),
                folder.resolve("ledger.ndjson"),
                Clock.systemUTC()));
        until("writes", () -> application.get().acknowledgedBy(SOURCE) > 20);
    }

    private ObserveSteps steps() {
        RunContext run = new RunContext(
                Provision.profiles().read("embedded", Path.of("environments")),
                SERVERS,
                journal,
                new CurrentStep(),
                Clock.systemUTC());
        Collaborators steps =
                new Collaborators(run, new DumpTool(folder, Optional.empty()), endpoint, application, gate -> {});
        run.facts().put(new BeginOfFreeze(Clock.systemUTC().instant()));
        return new ObserveSteps(run, steps.sites(), steps.traffic());
    }

    private Entry cutover() {
        List<Entry> found = JournalReader.read(folder.resolve("run")).stream()
                .filter(entry -> entry.kind().equals("CUTOVER"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void until(String goal, BooleanSupplier condition) {
        new Await(Observer.NONE, Duration.ofMillis(10))
                .until("the application", goal, SOON, () -> new Await.Look("", condition.getAsBoolean()));
    }

    private static void on(Role role, String sql) {
        try (Session session = TestServers.admin(role).open()) {
            session.execute(sql);
        }
    }
}
