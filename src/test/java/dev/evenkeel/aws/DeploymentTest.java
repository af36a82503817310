package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Provisioning.BlueGreen;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.lookalike.LookAlike;
import dev.evenkeel.replication.writes.ServerWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** A Blue/Green deployment of the look-alike, whose servers are real. */
@Timeout(180)
class DeploymentTest {
    private static final String PASSWORD = "of-the-master-user";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private LookAlike lookAlike;
    private Clients clients;
    private Plane plane;

    @BeforeEach
    void blue() {
        lookAlike = LookAlike.start(Clock.systemUTC(), secret -> {});
        Access access = Access.local(lookAlike.endpoint(), LookAlike.REGION, LookAlike.ACCOUNT, LookAlike.ACCESS_KEY);
        clients = new Clients(access, call -> {});
        String key = lookAlike.createKey("alias/shop");
        clients.rds.createDBParameterGroup(request -> request.dbParameterGroupName("shop-green")
                .dbParameterGroupFamily("mariadb10.11")
                .description("of a test"));
        clients.rds.createDBInstance(request -> request.dbInstanceIdentifier("shop")
                .engine("mariadb")
                .engineVersion("10.11.5")
                .dbInstanceClass("db.t4g.micro")
                .allocatedStorage(20)
                .masterUsername("admin")
                .masterUserPassword(PASSWORD));
        Map<Role, RdsSpec> specs = new EnumMap<>(Role.class);
        specs.put(Role.SOURCE, spec("shop", Optional.empty()));
        specs.put(
                Role.TARGET,
                spec(
                        "shop-green",
                        Optional.of(new Creation(
                                "db.t4g.micro",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(key),
                                Map.of(),
                                true))));
        plane = new Plane(clients, access, specs);
        for (int look = 0; look < 3; look++) {
            plane.instance(Role.SOURCE);
        }
        run(Role.SOURCE, "CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY)");
    }

    private static RdsSpec spec(String instance, Optional<Creation> creation) {
        return new RdsSpec(
                instance, Optional.empty(), "admin", Optional.empty(), Optional.of("x"), Optional.empty(), creation);
    }

    @AfterEach
    void end() {
        clients.close();
        lookAlike.close();
    }

    private Server server(Role role) {
        DBInstance instance = plane.instance(role);
        return new Server(
                role.label(),
                new Endpoint(instance.endpoint().address(), instance.endpoint().port()),
                new Login("admin", new Secret(PASSWORD)));
    }

    private void run(Role role, String... statements) {
        try (Session session = server(role).open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private String text(Role role, String query) {
        try (Session session = server(role).open()) {
            return session.text(query);
        }
    }

    private BlueGreen created() {
        BlueGreen deployment = plane.blueGreen().orElseThrow();
        assertThat(plane.find(Role.TARGET)).isEmpty();
        deployment.create("run-1");
        assertThat(deployment.state().shown()).isEqualTo("PROVISIONING");
        assertThat(deployment.state().ready()).isTrue();
        return deployment;
    }

    @Test
    void green_is_encrypted_follows_blue_and_has_its_name_after_the_switchover() {
        BlueGreen deployment = created();
        assertThat(plane.instance(Role.TARGET).storageEncrypted()).isTrue();
        assertThat(plane.instance(Role.SOURCE).storageEncrypted()).isFalse();
        assertThatThrownBy(() -> run(Role.TARGET, "INSERT INTO shop.orders VALUES (1)"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("read-only");
        run(Role.SOURCE, "INSERT INTO shop.orders VALUES (2)");
        BinlogPosition before = new ServerWrites(server(Role.SOURCE)).end().position();
        String blue = plane.instance(Role.SOURCE).dbiResourceId();
        assertThat(deployment.openedAt()).isEmpty();

        deployment.switchOver(LIMIT);
        assertThat(deployment.state().shown()).isEqualTo("SWITCHOVER_IN_PROGRESS");
        assertThat(deployment.state().switched()).isTrue();

        assertThat(plane.instance(Role.SOURCE).dbInstanceIdentifier()).isEqualTo("shop-old1");
        assertThat(plane.instance(Role.SOURCE).dbiResourceId()).isEqualTo(blue);
        assertThat(plane.instance(Role.TARGET).dbInstanceIdentifier()).isEqualTo("shop");
        assertThat(text(Role.TARGET, "SELECT GROUP_CONCAT(id) FROM shop.orders"))
                .isEqualTo("2");
        assertThatThrownBy(() -> run(Role.SOURCE, "INSERT INTO shop.orders VALUES (3)"))
                .hasMessageContaining("read-only");
        BinlogPosition opened = deployment.openedAt().orElseThrow();
        run(Role.TARGET, "INSERT INTO shop.orders VALUES (4)");
        assertThat(new ServerWrites(server(Role.TARGET))
                        .firstWrite(opened, java.util.Set.of())
                        .orElseThrow()
                        .what())
                .contains("shop.orders");
        assertThat(new ServerWrites(server(Role.SOURCE))
                        .writtenSince(new ServerWrites(server(Role.SOURCE))
                                .appliedBy(server(Role.TARGET), before)
                                .position()))
                .isEmpty();
    }

    @Test
    void a_switchover_that_green_is_not_healthy_for_leaves_blue_serving_and_what_green_lacks_is_named() {
        BlueGreen deployment = created();
        BinlogPosition before = new ServerWrites(server(Role.SOURCE)).end().position();
        run(Role.TARGET, "CALL mysql.rds_stop_replication()");
        run(Role.SOURCE, "INSERT INTO shop.orders VALUES (5)");

        deployment.switchOver(LIMIT);
        deployment.state();
        BlueGreen.State state = deployment.state();

        assertThat(state.failed()).isTrue();
        assertThat(state.shown()).isEqualTo("SWITCHOVER_FAILED, replication on green is not healthy");
        run(Role.SOURCE, "INSERT INTO shop.orders VALUES (6)");
        assertThat(plane.instance(Role.SOURCE).dbInstanceIdentifier()).isEqualTo("shop");
        ServerWrites source = new ServerWrites(server(Role.SOURCE));
        assertThat(source.writtenSince(
                        source.appliedBy(server(Role.TARGET), before).position()))
                .isEqualTo(List.of("rows of shop.orders"));
    }

    @Test
    void a_deployment_of_another_run_is_neither_taken_nor_deleted() {
        BlueGreen deployment = created();

        deployment.create("run-1");
        assertThatThrownBy(() -> deployment.create("run-2"))
                .isInstanceOf(ControlPlane.Refused.class)
                .hasMessageContaining("is there already, and was not created by this run");
        assertThatThrownBy(() -> deployment.delete("run-2")).isInstanceOf(ControlPlane.Refused.class);
        deployment.delete("run-1");
        deployment.delete("run-1");
        assertThatThrownBy(deployment::state).hasMessageContaining("is not there");
    }
}
