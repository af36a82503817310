package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.Undoing;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run on real servers of which single steps are taken, those that undo something among them. */
abstract class UndoScene {
    static final Servers SERVERS = TestServers.embedded();
    static final String USER = SERVERS.replication().user();
    static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    final CurrentStep step = new CurrentStep();
    Journal journal;
    Collaborators steps;
    SourceSteps source;
    SwitchSteps target;
    ReplicationSteps replication;

    @BeforeEach
    void a_run() throws IOException {
        Path profile = Files.writeString(
                folder.resolve("undone.yaml"),
                Files.readString(Path.of("environments/embedded.yaml")) + "\ndatabases: [undone]\n");
        journal = Journal.create(folder, Clock.systemUTC(), new Redactor(), Observer.NONE);
        RunContext run = new RunContext(
                Provision.profiles().read(profile.toString(), Path.of("environments")),
                SERVERS,
                journal,
                step,
                Clock.systemUTC());
        EndpointFile endpoint = new EndpointFile(folder.resolve("endpoint"));
        endpoint.pointTo(SERVERS.master(Role.SOURCE).endpoint());
        steps = new Collaborators(run, new DumpTool(folder, Optional.empty()), endpoint, Optional.empty(), gate -> {});
        source = new SourceSteps(run, steps.sites(), steps.own());
        target = new SwitchSteps(
                run, steps.sites(), steps.moved(), steps.traffic(), new NoReturn(run, steps.sites(), steps.traffic()));
        replication = new ReplicationSteps(run, steps.sites());
        clean();
    }

    @AfterEach
    void end() {
        clean();
        journal.close();
    }

    private static void clean() {
        on(Role.SOURCE, "SET GLOBAL read_only = 0");
        on(Role.TARGET, "SET GLOBAL read_only = 0");
        on(Role.SOURCE, "CALL mysql.rds_set_configuration('binlog retention hours', NULL)");
        on(Role.SOURCE, "DROP DATABASE IF EXISTS undone");
        on(Role.TARGET, "DROP DATABASE IF EXISTS undone");
        try (Session session = admin(Role.SOURCE).open()) {
            session.list("SELECT host FROM mysql.user WHERE user = '" + USER + "'", row -> row.text(1))
                    .forEach(host -> session.execute("DROP USER ?@?", USER, host));
        }
        try (Session session = admin(Role.TARGET).open()) {
            session.execute("STOP SLAVE");
            session.execute("RESET SLAVE ALL");
            session.list("SHOW ALL SLAVES STATUS", row -> row.text(1)).stream()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> session.execute("RESET SLAVE '" + name + "' ALL"));
            session.execute("DELETE FROM mysql.rds_replication_status");
        }
        if (!replica().applying() || replica().fetcherStopped()) {
            on(Role.REPLICA, "STOP SLAVE");
            on(Role.REPLICA, "START SLAVE");
            TestServers.mendReplica();
            awaitReplica();
        }
    }

    void undoing(String phase) {
        Undoing.begins(step, phase);
    }

    /** What was said of things that are not this run's, or stay. */
    List<String> told() {
        return JournalReader.read(folder).stream()
                .filter(entry -> entry.kind().equals("CHANGE"))
                .map(entry -> Raw.text(entry, "detail"))
                .filter(detail -> !detail.isEmpty())
                .toList();
    }

    /** The step does not claim its sentence, and gives the reason that was told. */
    void notShown(ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOf(NotShown.class).satisfies(thrown -> assertThat(told())
                .contains(thrown.getMessage()));
    }

    String journalText() {
        return String.join(
                "\n",
                JournalReader.read(folder).stream()
                        .filter(entry -> entry.kind().equals("CHANGE"))
                        .map(entry -> Raw.text(entry, "before")
                                + Raw.text(entry, "made").replace("*.*", "")
                                + Raw.text(entry, "detail").replace("*.*", ""))
                        .toList());
    }

    void pinned() {
        replication.stop(Role.REPLICA);
        replication.pin();
        Undoing.begins(step, "pin");
        replication.start_again(Role.REPLICA);
        Undoing.ends(step);
    }

    static void followTheReplica() {
        Server admin = admin(Role.REPLICA);
        try (Session other = admin.open();
                Session session = admin(Role.TARGET).open()) {
            var end = Binlog.position(other);
            session.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?",
                    admin.endpoint().host(),
                    admin.endpoint().port(),
                    admin.login().user(),
                    admin.login().password(),
                    end.file(),
                    end.offset());
            session.execute("START SLAVE");
        }
    }

    static Optional<ReplicaStatus> link() {
        try (Session session = admin(Role.TARGET).open()) {
            return ReplicaStatus.read(session);
        }
    }

    static ReplicaStatus replica() {
        try (Session session = admin(Role.REPLICA).open()) {
            return ReplicaStatus.read(session).orElseThrow();
        }
    }

    static void awaitReplica() {
        new Await(Observer.NONE, Duration.ofMillis(20)).until("the replica runs", "both threads", SOON, () -> {
            ReplicaStatus status = replica();
            return new Await.Look(status.toString(), status.fetching() && status.applying());
        });
    }

    String retention() {
        return steps.sites().retention().setting();
    }

    static List<String> hostsOfUser() {
        try (Session session = admin(Role.SOURCE).open()) {
            return session.list(
                    "SELECT host FROM mysql.user WHERE user = '" + USER + "' ORDER BY 1", row -> row.text(1));
        }
    }

    static long readOnly(Role role) {
        return number(role, "SELECT @@GLOBAL.read_only");
    }

    static long number(Role role, String sql) {
        try (Session session = admin(role).open()) {
            return session.number(sql);
        }
    }

    static void on(Role role, String sql) {
        try (Session session = admin(role).open()) {
            session.execute(sql);
        }
    }

    static Server admin(Role role) {
        return TestServers.admin(role);
    }
}
