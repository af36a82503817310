package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
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
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.TrafficMoved;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that keeps its connection to an old server of later versions; {@link WatchStepsTest} has 10.1 and the other clients. */
@Timeout(120)
class KeptConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Login SHOP = new Login("kept_shop", new Secret("shop-secret"));

    @TempDir
    private Path folder;

    /** 10.11; with {@code -Devenkeel.pairs=all} 11.4 too. */
    static Stream<Named<Servers>> sources() {
        Stream<Named<Servers>> always = Stream.of(Named.of("10.11", TestServers.modern()));
        return "all".equals(System.getProperty("evenkeel.pairs"))
                ? Stream.concat(always, Stream.of(Named.of("11.4", TestServers.newest())))
                : always;
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("sources")
    void it_is_named_with_its_host_within_five_seconds(Servers servers) throws IOException {
        Server admin = servers.parameters(Role.SOURCE).orElseThrow();
        Path profile = Files.writeString(
                folder.resolve("watched.yaml"),
                Files.readString(Path.of("environments/embedded.yaml"))
                        + "\nwatch: {for: 3s, quiet: 1s, strict: true}\n");
        on(admin, "CREATE USER 'kept_shop'@'%' IDENTIFIED BY 'shop-secret'");
        try (Journal journal = Journal.create(folder.resolve("run"), Clock.systemUTC(), new Redactor(), Observer.NONE);
                Session kept = new Server("shop", servers.master(Role.SOURCE).endpoint(), SHOP).open()) {
            RunContext run = new RunContext(
                    Provision.profiles().read(profile.toString(), folder),
                    servers,
                    journal,
                    new CurrentStep(),
                    Clock.systemUTC());
            EndpointFile endpoint = new EndpointFile(folder.resolve("endpoint"));
            endpoint.pointTo(servers.master(Role.TARGET).endpoint());
            Collaborators all = new Collaborators(
                    run, new DumpTool(folder, Optional.empty()), endpoint, Optional.empty(), gate -> {});
            WatchSteps steps = new WatchSteps(run, all.moved(), new NoReturn(run, all.sites(), all.traffic()));
            run.facts()
                    .put(new FrozenCoordinates(all.sites().writes(Role.SOURCE).end()));
            kept.number("SELECT 1");
            run.facts()
                    .put(new TrafficMoved(
                            Clock.systemUTC().instant(),
                            servers.master(Role.SOURCE).read(Guest::newest)));
            long begun = System.nanoTime();

            steps.watch_source();

            new Await(Observer.NONE, Duration.ofMillis(20)).until("it is named", "one", SOON, () -> {
                List<TrafficEvent.Straggler> named = stragglers();
                return new Await.Look(named.size() + " named", !named.isEmpty());
            });
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            assertThat(stragglers()).singleElement().satisfies(left -> {
                assertThat(left.user()).contains("kept_shop");
                assertThat(left.host())
                        .hasValueSatisfying(host -> assertThat(host).matches("localhost|127\\.0\\.0\\.1"));
                assertThat(left.cause()).isEqualTo(TrafficEvent.Cause.POOL);
            });
            assertThatThrownBy(steps::nobody_left)
                    .isInstanceOf(Obstacle.class)
                    .hasMessageStartingWith("still on the source after 3 s: kept_shop@");
            run.close();
        } finally {
            on(admin, "DROP USER 'kept_shop'@'%'");
        }
    }

    private List<TrafficEvent.Straggler> stragglers() {
        return Numbered.in(JournalReader.read(folder.resolve("run")), TrafficEvent.Straggler.class)
                .map(Numbered::event)
                .toList();
    }

    private static void on(Server server, String sql) {
        try (Session session = server.open()) {
            session.execute(sql);
        }
    }
}
