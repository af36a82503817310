package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Required;
import dev.evenkeel.aws.RecordKind.Type;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;

/**
 * What the look-alike answers is our reading of AWS; moto is somebody else's. The same clients speak to it here, for as much as
 * it serves: the formats on the wire, names, keys, secrets, records, tags. It has no servers.
 */
@Timeout(120)
class MotoWitnessTest {
    private static final String RUN = "r-20261130-120000-abc";
    private static final Endpoint SOURCE = new Endpoint("127.0.0.1", 13306);
    private static final Endpoint TARGET = new Endpoint("127.0.0.1", 13307);
    private static final Addresses ADDRESSES = new Addresses(Map.of(
            SOURCE,
            new Endpoint("shop.abc.eu-central-1.rds.amazonaws.com", 3306),
            TARGET,
            new Endpoint("shop-encrypted.abc.eu-central-1.rds.amazonaws.com", 3306)));
    private static final Operator NOBODY = new Operator() {
        @Override
        public void note(String sentence) {}

        @Override
        public Optional<String> ask(List<String> lines, Duration limit) {
            return Optional.empty();
        }
    };

    @TempDir
    static Path folder;

    private static Process moto;
    private static Clients clients;
    private static Access access;

    @BeforeAll
    static void start() throws IOException {
        String unpacked = System.getenv().getOrDefault("EVENKEEL_MOTO", "target/moto");
        Path packages = Path.of(unpacked, "root/usr/lib/python3/dist-packages").toAbsolutePath();
        Required.need(
                "moto",
                Files.isDirectory(packages.resolve("moto")),
                "what moto answers to the clients of AWS: it is not in " + unpacked
                        + " (.ci/moto unpacks it on Debian)");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        "from moto.server import main; main()",
                        "-H",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile());
        builder.environment().put("PYTHONPATH", packages.toString());
        moto = builder.start();
        new Await(Observer.NONE, Duration.ofMillis(100))
                .until("moto listens", "a connection", Duration.ofSeconds(60), () -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return new Await.Look("connected", socket.isConnected());
                    } catch (IOException e) {
                        assertThat(moto.isAlive()).isTrue();
                        return new Await.Look(e.getMessage(), false);
                    }
                });
        access = Access.local(URI.create("http://127.0.0.1:" + port), "eu-central-1", "123456789012", "AKIAANY");
        clients = new Clients(access, call -> {});
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (clients != null) {
            clients.close();
        }
        if (moto != null) {
            moto.destroy();
            assertThat(moto.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Plane plane(Map<Role, RdsSpec> specs) {
        return new Plane(clients, access, specs);
    }

    @Test
    void a_secret_is_changed_in_host_and_port_alone() {
        String value = "{\"username\":\"app\",\"host\":\"shop.abc.eu-central-1.rds.amazonaws.com\",\"port\":3306}";
        clients.secrets.createSecret(request -> request.name("shop/database").secretString(value));
        SecretSwitch secret = new SecretSwitch(
                new SecretKind.Chosen("shop/database", "host", "port"), plane(Map.of()), ADDRESSES, NOBODY);

        secret.begin(SOURCE);
        secret.pointTo(TARGET);
        assertThat(secret.current()).isEqualTo(TARGET);

        // The label of a version may be moved at moto, and it answers with the version that was written last all the
        // same.
        assertThat(clients.secrets
                        .getSecretValue(request -> request.secretId("shop/database"))
                        .secretString())
                .contains("\"username\":\"app\"", "shop-encrypted.abc.");
    }

    @Test
    void a_record_is_changed_and_put_back() {
        String zone = clients.route53
                .createHostedZone(request -> request.name("shop.example.").callerReference("once"))
                .hostedZone()
                .id()
                .replace("/hostedzone/", "");
        RecordSwitch record = new RecordSwitch(
                new RecordKind.Chosen(
                        zone, "db.shop.example", Type.CNAME, Duration.ofSeconds(60), List.of(), Duration.ofSeconds(10)),
                plane(Map.of()),
                ADDRESSES,
                NOBODY);

        record.pointTo(SOURCE);
        record.begin(SOURCE);
        record.pointTo(TARGET);
        assertThat(record.current()).isEqualTo(TARGET);
        assertThat(record.putBack(TARGET)).contains("nothing");
    }

    /** Since the SDK asks CloudWatch in CBOR; moto 5.1.1 knows it by forms only. Where it learns this, compare what it says. */
    @Test
    void metrics_are_asked_for_in_a_form_that_moto_does_not_know() {
        assertThatThrownBy(() -> clients.cloudWatch.getMetricData(request -> request.metricDataQueries(List.of())
                        .startTime(Instant.parse("2026-11-30T12:00:00Z"))
                        .endTime(Instant.parse("2026-11-30T13:00:00Z"))))
                .isInstanceOfSatisfying(CloudWatchException.class, refused -> assertThat(refused.statusCode())
                        .isEqualTo(404));
    }

    @Test
    void instances_groups_and_keys_are_created_tagged_and_asked_for() {
        String key = clients.kms.createKey(request -> {}).keyMetadata().arn();
        Map<Role, RdsSpec> specs = new EnumMap<>(Role.class);
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            specs.put(
                    role,
                    new RdsSpec(
                            "shop-" + role,
                            Optional.empty(),
                            "admin",
                            Optional.of(new Login("admin", new Secret("of-the-master-user"))),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Creation(
                                    "db.t4g.micro", Optional.of(20), Optional.empty(), Optional.of(key), Map.of()))));
        }
        clients.rds.createDBInstance(request -> request.dbInstanceIdentifier("shop-source")
                .engine("mariadb")
                .engineVersion("10.11.5")
                .dbInstanceClass("db.t4g.micro")
                .allocatedStorage(20)
                .masterUsername("admin")
                .masterUserPassword("of-the-master-user"));
        Plane plane = plane(specs);
        Provisioner provisioner = new Provisioner(clients.rds, plane, specs);

        provisioner.createGroup(Role.TARGET, RUN);
        provisioner.createTarget(RUN);
        provisioner.createTarget(RUN);

        assertThat(provisioner.progress(provisioner.instance(Role.TARGET)).ready())
                .isTrue();
        assertThat(provisioner.owner(provisioner.instance(Role.TARGET))).contains(RUN);
        assertThat(plane.atRest(Role.TARGET).evidence()).contains(key).contains("Enabled");
        assertThat(plane.atRest(Role.TARGET).obstacles()).isEmpty();
        assertThat(plane.atRest(Role.SOURCE).encrypted()).isFalse();
        assertThatThrownBy(() -> provisioner.createTarget("r-of-another-run"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("was not created by this run");
        provisioner.delete(provisioner.instance(Role.TARGET), RUN);
        assertThat(provisioner.owner(provisioner.instance(Role.TARGET))).isEmpty();
    }
}
