package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Raw;
import dev.evenkeel.event.Verdict;
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
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.TargetsLag;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each condition on real servers, refused or named, beside a neighbour that is left alone. */
@Timeout(120)
class GuardStepsTest {
    private static final Servers SERVERS = TestServers.embedded();
    private static final Login SHOP = new Login("guarded_shop", new Secret("shop-secret"));

    @TempDir
    private Path folder;

    private Journal journal;
    private RunContext run;

    @BeforeAll
    static void accounts() {
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            on(role, "CREATE USER 'guarded_shop'@'%' IDENTIFIED BY 'shop-secret'");
            on(role, "GRANT ALL ON guarded.* TO 'guarded_shop'@'%'");
        }
    }

    @AfterAll
    static void gone() {
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            on(role, "DROP USER 'guarded_shop'@'%'");
        }
    }

    @BeforeEach
    void a_table() {
        on(Role.SOURCE, "DROP DATABASE IF EXISTS guarded");
        on(Role.SOURCE, "CREATE DATABASE guarded");
        on(Role.SOURCE, "CREATE TABLE guarded.t (id INT PRIMARY KEY, n INT) ENGINE = InnoDB");
        on(Role.SOURCE, "INSERT INTO guarded.t VALUES (1, 1), (2, 2)");
        journal = Journal.create(folder.resolve("run"), Clock.systemUTC(), new Redactor(), Observer.NONE);
    }

    @AfterEach
    void ends() {
        journal.close();
        on(Role.SOURCE, "DROP DATABASE IF EXISTS guarded");
    }

    @Test
    void a_transaction_that_has_written_and_stays_open_is_named_and_one_that_only_reads_is_not() throws IOException {
        GuardSteps steps = steps("guard: {transaction: 1s}", Clock.systemUTC());
        try (Session reader = shop(Role.SOURCE)) {
            reader.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            reader.number("SELECT COUNT(*) FROM guarded.t");
            atLeast(reader, 2);
            assertThatCode(steps::source_is_free).doesNotThrowAnyException();
            try (Session writer = shop(Role.SOURCE)) {
                writer.begin();
                writer.execute("UPDATE guarded.t SET n = 7 WHERE id = 1");
                assertThatCode(steps::source_is_free).as("not yet long").doesNotThrowAnyException();
                atLeast(reader, 3);

                assertThatThrownBy(steps::source_is_free)
                        .isInstanceOf(Obstacle.class)
                        .hasMessageMatching(
                                "source: the transaction of connection \\d+ \\(guarded_shop@\\S+\\) has been open"
                                        + " for \\d+ s and has written or locked rows; end it, or wait until it ends");
                writer.rollback();
            }
        }
        assertThatCode(steps::source_is_free).doesNotThrowAnyException();
    }

    /** Waits by the server's clock, in which transactions are measured. */
    private static void atLeast(Session session, int seconds) {
        session.number("SELECT SLEEP(" + seconds + ")");
    }

    @Test
    void a_definition_that_runs_is_named_and_a_query_that_speaks_of_one_is_not() throws Exception {
        GuardSteps steps = steps("", Clock.systemUTC());
        try (Session holder = shop(Role.SOURCE);
                Session talker = shop(Role.SOURCE);
                Session definer = shop(Role.SOURCE)) {
            Thread talks = background(() -> talker.number("SELECT SLEEP(3) /* ALTER TABLE guarded.t */"));
            assertThatCode(steps::source_is_free).doesNotThrowAnyException();
            holder.begin();
            holder.number("SELECT COUNT(*) FROM guarded.t");
            Thread defines = background(() -> definer.execute("/* by hand */ ALTER TABLE guarded.t ADD COLUMN m INT"));
            until(() -> seen("%ALTER TABLE guarded.t ADD%"));

            assertThatThrownBy(steps::source_is_free)
                    .isInstanceOf(Obstacle.class)
                    .hasMessageMatching(
                            "source: connection \\d+ \\(guarded_shop@\\S+\\) has been running ALTER TABLE for"
                                    + " \\d+ s; wait until it ends");
            holder.rollback();
            defines.join();
            talks.join();
        }
        assertThatCode(steps::source_is_free).doesNotThrowAnyException();
    }

    @Test
    void many_short_definitions_do_not_look_like_a_long_one() throws Exception {
        GuardSteps steps = steps("", Clock.systemUTC());
        AtomicBoolean over = new AtomicBoolean();
        try (Session definer = shop(Role.SOURCE)) {
            Thread defines = background(() -> {
                while (!over.get()) {
                    definer.execute("CREATE OR REPLACE TABLE guarded.again (n INT) AS SELECT SLEEP(0.2) AS n");
                }
            });
            until(() -> seen("%guarded.again%"));

            assertThatCode(steps::source_is_free).doesNotThrowAnyException();
            over.set(true);
            defines.join();
        }
    }

    @Test
    void a_prepared_transaction_is_named() throws IOException {
        GuardSteps steps = steps("", Clock.systemUTC());
        try (Session session = shop(Role.SOURCE)) {
            session.execute("XA START 'guarded'");
            session.execute("UPDATE guarded.t SET n = 8 WHERE id = 2");
            session.execute("XA END 'guarded'");
            assertThatCode(steps::source_is_free).as("not prepared").doesNotThrowAnyException();
            session.execute("XA PREPARE 'guarded'");

            assertThatThrownBy(steps::source_is_free)
                    .isInstanceOf(Obstacle.class)
                    .hasMessage("source: the XA transaction 'guarded' is prepared; commit it or roll it back");
            session.execute("XA ROLLBACK 'guarded'");
        }
        assertThatCode(steps::source_is_free).doesNotThrowAnyException();
    }

    @Test
    void the_number_of_sessions_and_the_events_are_told_and_a_limit_is_kept() throws IOException {
        on(Role.SOURCE, "CREATE EVENT guarded.e ON SCHEDULE EVERY 1 YEAR DO SELECT 1");
        GuardSteps steps = steps("guard: {sessions: 1}", Clock.systemUTC());

        assertThatThrownBy(steps::source_is_free)
                .isInstanceOf(Obstacle.class)
                .hasMessageMatching(
                        "source: \\d+ sessions are open, at most 1 may be \\(guard\\.sessions\\); freeze when"
                                + " fewer are");

        assertThat(texts("NOTE", "text"))
                .singleElement()
                .asString()
                .matches("source: \\d+ sessions are open, and its event scheduler runs \\d+ events");
    }

    @Test
    void a_source_that_is_a_replica_is_refused_unless_the_profile_says_so() throws IOException {
        GuardSteps steps = steps("", Clock.systemUTC());
        GuardSteps allowed = steps("guard: {sourceMayFollow: true}", Clock.systemUTC());
        on(
                Role.SOURCE,
                "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 1, MASTER_USER = 'nobody',"
                        + " MASTER_LOG_FILE = 'binlog.000001', MASTER_LOG_POS = 4");
        on(Role.SOURCE, "START SLAVE");
        try {
            assertThatThrownBy(steps::source_is_free)
                    .isInstanceOf(Obstacle.class)
                    .hasMessageStartingWith("source: it follows another server");
            assertThatCode(allowed::source_is_free).doesNotThrowAnyException();
        } finally {
            on(Role.SOURCE, "STOP SLAVE");
            on(Role.SOURCE, "RESET SLAVE ALL");
        }
    }

    @Test
    void whoever_could_write_past_read_only_is_listed_and_nobody_else() throws IOException {
        on(Role.SOURCE, "CREATE USER 'guarded_super'@'10.%'");
        on(Role.SOURCE, "GRANT SUPER ON *.* TO 'guarded_super'@'10.%'");
        try {
            steps("", Clock.systemUTC()).bypassing_accounts();

            assertThat(texts("DEVIATION", "what"))
                    .singleElement()
                    .asString()
                    .startsWith("source: read_only does not stop ")
                    .contains("'guarded_super'@'10.%'")
                    .doesNotContain("guarded_shop");
        } finally {
            on(Role.SOURCE, "DROP USER 'guarded_super'@'10.%'");
        }
    }

    @Test
    void a_target_that_follows_nobody_or_was_far_behind_or_has_a_stranger_is_refused_with_all_of_it()
            throws IOException {
        GuardSteps steps = steps("", Clock.systemUTC());
        run.facts().put(new TargetsLag(Duration.ofSeconds(11)));
        try (Session stranger = new Server("shop", SERVERS.master(Role.TARGET).endpoint(), SHOP).open()) {
            stranger.number("SELECT 1");
            assertThatThrownBy(steps::target_is_ready)
                    .isInstanceOf(Obstacle.class)
                    .hasMessageContaining("target: it follows no source")
                    .hasMessageContaining(
                            "target: it was 11000 ms behind the source, at most 10000 ms may be (guard.lag)")
                    .hasMessageContaining("target: guarded_shop@");
        }
        run.facts().put(new TargetsLag(Duration.ofSeconds(10)));
        assertThatThrownBy(steps::target_is_ready)
                .isInstanceOf(Obstacle.class)
                .hasMessage("target: it follows no source");
    }

    @Test
    void a_proof_that_is_older_than_the_limit_is_refused_and_one_that_is_younger_is_not() throws IOException {
        GuardSteps none = steps("", Clock.systemUTC());
        assertThatThrownBy(none::proof_is_young)
                .isInstanceOf(Obstacle.class)
                .hasMessage(
                        "no comparison of rows has found all the same in this run; prove the target before the freeze");
        new ParityEvent.Rows(
                        ParityEvent.Rows.PINNED,
                        "replica",
                        "target",
                        Verdict.SAME,
                        new MoveEvent.Place("binlog.000001", 4, ""),
                        Optional.empty(),
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of())
                .enter(journal);

        assertThatCode(() -> none.proof_is_young()).doesNotThrowAnyException();
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofMinutes(61)), ZoneOffset.UTC);
        assertThatThrownBy(steps("", later)::proof_is_young)
                .isInstanceOf(Obstacle.class)
                .hasMessageMatching(
                        "the last proof is \\d+ s old, must be younger than 3600 s \\(guard\\.proofAge\\); prove"
                                + " the target again");
    }

    private GuardSteps steps(String guard, Clock clock) throws IOException {
        Path profile = Files.writeString(
                folder.resolve("guarded.yaml"),
                Files.readString(Path.of("environments/embedded.yaml")) + "\n" + guard + "\n");
        run = new RunContext(
                Provision.profiles().read(profile.toString(), folder), SERVERS, journal, new CurrentStep(), clock);
        Collaborators all = new Collaborators(
                run,
                new DumpTool(folder, Optional.empty()),
                new EndpointFile(folder.resolve("endpoint")),
                Optional.empty(),
                gate -> {});
        return new GuardSteps(run, all.sites(), all.moved());
    }

    private List<String> texts(String kind, String field) {
        return JournalReader.read(folder.resolve("run")).stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(entry -> Raw.text(entry, field))
                .toList();
    }

    private static boolean seen(String statement) {
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            return session.number(
                            "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND INFO LIKE ?",
                            statement)
                    > 0;
        }
    }

    private static Thread background(Runnable work) {
        Thread thread = new Thread(work, "client");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void until(BooleanSupplier condition) {
        new Await(Observer.NONE, Duration.ofMillis(20))
                .until("it runs", "seen", Duration.ofSeconds(10), () -> new Await.Look("", condition.getAsBoolean()));
    }

    private static Session shop(Role role) {
        return new Server("shop", SERVERS.master(role).endpoint(), SHOP).open();
    }

    private static void on(Role role, String sql) {
        try (Session session = TestServers.admin(role).open()) {
            session.execute(sql);
        }
    }
}
