package dev.evenkeel.cli;

import dev.evenkeel.aws.ServiceAddress;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.lookalike.LookAlike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Three instances of the look-alike, which runs in this process, and a profile by which other processes reach them as those of RDS. */
final class GivenInstances implements AutoCloseable {
    static final Path RUNBOOK = Path.of("features/encrypt-at-rest-rds.feature");
    /** The SDK takes them from here in this process; the other ones are given them. */
    private static final List<String> CREDENTIALS =
            List.of("aws.accessKeyId=AKIAEVENKEEL00000000", "aws.secretAccessKey=not-checked");

    private final Path folder;
    private final Servers servers;
    private final TrafficSwitch record;

    private GivenInstances(Path folder, Servers servers, TrafficSwitch record) {
        this.folder = folder;
        this.servers = servers;
        this.record = record;
    }

    /** @param source statements that make what is to be moved */
    static GivenInstances open(Path folder, String... source) {
        Profile profile = Provision.profiles().read("rds-lookalike", Path.of("environments"));
        Servers servers = Environment.open(
                profile,
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {},
                Clock.systemUTC(),
                call -> {});
        TrafficSwitch record = profile.traffic().open(folder, quiet(), servers);
        record.pointTo(servers.master(Role.SOURCE).endpoint());
        try (Session session = servers.master(Role.SOURCE).open()) {
            List.of(source).forEach(session::execute);
        }
        CREDENTIALS.forEach(each -> System.setProperty(each.split("=")[0], each.split("=")[1]));
        return new GivenInstances(folder, servers, record);
    }

    private static Operator quiet() {
        return new Operator() {
            @Override
            public void note(String sentence) {}

            @Override
            public Optional<String> ask(List<String> lines, Duration limit) {
                return Optional.empty();
            }
        };
    }

    Servers servers() {
        return servers;
    }

    /** What a process of its own needs to be who the profile means. */
    static List<String> options() {
        return CREDENTIALS.stream().map(each -> "-D" + each).toList();
    }

    /** Where a client that connects now is led, by the record. */
    Endpoint led() {
        return record.led();
    }

    /** @param further lines of the profile */
    Path profile(String further) throws IOException {
        StringBuilder text = new StringBuilder("kind: rds\npurpose: rehearsal\naws:\n  region: %s\n  account: \"%s\"\n"
                        .formatted(LookAlike.REGION, LookAlike.ACCOUNT)
                + "  endpoint: " + ServiceAddress.of(servers) + "\nservers:\n");
        for (Role role : Role.values()) {
            text.append("  %s:\n    instance: evenkeel-%s\n    user: %s\n    password: secret:evenkeel-%s/master\n"
                    .formatted(
                            role,
                            role,
                            servers.master(role).login().user(),
                            // A read replica has its source's accounts.
                            role == Role.REPLICA ? Role.SOURCE : role));
        }
        Path secret = Files.writeString(
                folder.resolve("replication"), servers.replication().password().reveal());
        text.append("replication:\n  user: %s\n  password: file:%s\n"
                .formatted(servers.replication().user(), secret));
        text.append("application:\n  switch: route53\n  zone: Z0123456789ABCDEFGHIJ\n"
                + "  record: _mysql._tcp.db.shop.example\n  type: SRV\n  ttl: 1s\n  resolvers: "
                + ServiceAddress.resolvers(servers) + "\n");
        return Files.writeString(folder.resolve("instances.yaml"), text + further);
    }

    @Override
    public void close() {
        CREDENTIALS.forEach(each -> System.clearProperty(each.split("=")[0]));
        servers.close();
    }
}
