package dev.evenkeel.provision.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Asked;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Providers;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.environment.profile.ProfileReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a kind of servers, a fence and a switch are added: the classes beside this one, and one line each where they are
 * listed. Nothing else was written for them, and all three work on real servers.
 */
@Timeout(120)
class AddedKindsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Providers LISTED = Provision.ALL.and(new Providers(
            List.of(new BorrowedKind(TestServers::embedded)), List.of(new ReadLockKind()), List.of(new LinkKind())));

    @TempDir
    private Path folder;

    private final List<String> sent = new ArrayList<>();
    private Profile profile;
    private Servers servers;
    private Fence fence;

    @BeforeEach
    void a_profile_that_chooses_them() throws IOException {
        profile = read("""
                kind: borrowed
                servers: {source: {from: source}, replica: {}, target: {}}
                fence: {kind: read_lock, lease: 20s}
                application: {switch: link, link: database}
                """);
        assertThat(Environment.problems(profile)).isEmpty();
        servers = Environment.open(profile, Observer.NONE, folder, secret -> {}, line -> {});
        fence = profile.fence().of(Role.SOURCE, servers, sent::add);
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            run(
                    TestServers.admin(role),
                    "DROP DATABASE IF EXISTS added_kinds",
                    "CREATE DATABASE added_kinds",
                    "CREATE TABLE added_kinds.t (id INT PRIMARY KEY) ENGINE = InnoDB");
        }
    }

    @AfterEach
    void let_go() {
        fence.open();
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            run(TestServers.admin(role), "DROP DATABASE IF EXISTS added_kinds");
        }
        servers.close();
    }

    private Profile read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("added.yaml"), yaml);
        return new ProfileReader(LISTED).read(file.toString(), folder);
    }

    @Test
    void the_fence_keeps_writers_waiting_and_lets_readers_read() {
        fence.close(PATIENCE);

        assertThat(fence.closed()).isTrue();
        assertThatThrownBy(() -> insert(servers.master(Role.SOURCE), 1))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.is(ServerError.ER_LOCK_WAIT_TIMEOUT))
                        .isTrue());
        assertThat(count(Role.SOURCE)).isZero();

        fence.open();

        insert(servers.master(Role.SOURCE), 1);
        assertThat(count(Role.SOURCE)).isEqualTo(1);
        assertThat(sent).containsExactly("FLUSH TABLES WITH READ LOCK", "UNLOCK TABLES");
    }

    @Test
    void a_fence_that_cannot_close_leaves_the_server_open() {
        try (Session holder = TestServers.admin(Role.SOURCE).open()) {
            holder.execute("LOCK TABLES added_kinds.t WRITE");

            assertThatThrownBy(() -> fence.close(PATIENCE))
                    .isInstanceOf(Fence.NotClosed.class)
                    .hasMessage("source: no read lock within 1 s");
        }
        assertThat(fence.closed()).isFalse();
        insert(servers.master(Role.SOURCE), 2);
    }

    @Test
    void the_switch_moves_who_follows_it_and_moves_back() {
        TrafficSwitch before = profile.traffic().open(folder, Asked.NOBODY);
        before.pointTo(servers.master(Role.SOURCE).endpoint());
        TrafficSwitch traffic = profile.traffic().open(folder, Asked.NOBODY);
        insert(following(traffic), 3);

        traffic.pointTo(servers.master(Role.TARGET).endpoint());
        insert(following(traffic), 4);

        assertThat(count(Role.TARGET)).isEqualTo(1);
        assertThat(traffic).hasToString("link database");
        assertThat(traffic.putBack(servers.master(Role.TARGET).endpoint()))
                .contains(servers.master(Role.SOURCE).endpoint().toString());
        insert(following(traffic), 5);
        assertThat(count(Role.SOURCE)).isEqualTo(2);
    }

    @Test
    void all_problems_of_all_three_are_told_at_once() {
        assertThatThrownBy(() -> read("""
                kind: borrowed
                servers: {source: {version: 10.1.23}, replica: {from: nobody}, target: {form: target}}
                fence: {kind: read_lock, lease: long, patience: 3s}
                application: {switch: link}
                """)).isInstanceOfSatisfying(Misconfigured.class, e -> assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "added.yaml:2: unknown key servers.source.version here; it belongs to profiles of kind embedded and rds-lookalike; take it out, or give the other kind",
                        "added.yaml:2: servers.replica.from is 'nobody', must be source, replica or target",
                        "added.yaml:2: unknown key servers.target.form; did you mean from?",
                        "added.yaml:3: fence.lease is 'long', must be a time such as 30s",
                        "added.yaml:3: unknown key fence.patience; known here: kind, lease",
                        "added.yaml:4: application.link is missing; give one, for example" + " /srv/app/database"));
    }

    @Test
    void what_is_not_listed_is_refused_with_what_is() {
        assertThatThrownBy(() -> read("""
                kind: lent
                servers: {source: {}, replica: {}, target: {}}
                fence: wall
                application: {switch: lever}
                """))
                .isInstanceOfSatisfying(
                        Misconfigured.class,
                        e -> assertThat(e.problems())
                                .contains(
                                        "added.yaml:1: kind is 'lent', must be embedded, containers, servers, rds, rds-lookalike or borrowed",
                                        "added.yaml:3: fence.kind is 'wall', must be read_only, parameter_group, latch, accounts or read_lock",
                                        "added.yaml:4: application.switch is 'lever', must be file, command, manual, route53, secret or link"));
    }

    /** As an application would that asks the switch where to connect. */
    private Server following(TrafficSwitch traffic) {
        return new Server(
                "application", traffic.current(), servers.master(Role.SOURCE).login());
    }

    private static void insert(Server server, int id) {
        run(server, "SET SESSION lock_wait_timeout = 1", "INSERT INTO added_kinds.t VALUES (" + id + ")");
    }

    private long count(Role role) {
        return servers.master(role).read(session -> session.number("SELECT COUNT(*) FROM added_kinds.t"));
    }

    private static void run(Server server, String... statements) {
        try (Session session = server.open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
