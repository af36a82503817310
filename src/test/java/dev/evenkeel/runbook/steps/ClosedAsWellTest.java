package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code read_only} as a second lock on the source, by accounts that may set it and by one that may not. */
@Timeout(120)
class ClosedAsWellTest {
    @TempDir
    private Path folder;

    /** 10.1 and 10.11; with {@code -Devenkeel.pairs=all} 11.4 too. */
    static Stream<Named<Servers>> servers() {
        Stream<Named<Servers>> always =
                Stream.of(Named.of("10.1", TestServers.embedded()), Named.of("10.11", TestServers.modern()));
        return "all".equals(System.getProperty("evenkeel.pairs"))
                ? Stream.concat(always, Stream.of(Named.of("11.4", TestServers.newest())))
                : always;
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void an_open_source_is_closed_and_opened_again(Servers servers) throws IOException {
        took(servers, servers, fences -> {
            fences.put_belt_on();
            fences.put_belt_on();
            assertThat(readOnly(servers)).isEqualTo("1");

            fences.take_belt_off();
            assertThat(readOnly(servers)).isEqualTo("0");
        });

        assertThat(remarks(Remark.Note.class).get(0).text())
                .isEqualTo("source: read_only is 1, and was 0 before this step. A restart takes it from the"
                        + " configuration: write read_only = 1 below [mysqld] there, for a restart must not open the source."
                        + " Accounts with SUPER, from 10.11 on READ_ONLY ADMIN, write past it");
        assertThat(remarks(Remark.Deviation.class)).isEmpty();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void a_source_that_was_closed_before_stays_so(Servers servers) throws IOException {
        set(servers, 1);
        took(servers, servers, fences -> {
            fences.put_belt_on();
            fences.take_belt_off();
            assertThat(readOnly(servers)).isEqualTo("1");
        });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void a_source_that_somebody_has_opened_since_is_left_alone(Servers servers) throws IOException {
        took(servers, servers, fences -> {
            fences.put_belt_on();
            set(servers, 0);
            fences.take_belt_off();
            assertThat(readOnly(servers)).isEqualTo("0");
        });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void an_account_that_may_not_is_named_and_fails_nothing(Servers servers) throws IOException {
        try (Servers asMaster = withoutParameters(servers)) {
            took(servers, asMaster, fences -> {
                fences.put_belt_on();
                assertThat(readOnly(servers)).isEqualTo("0");

                fences.take_belt_off();
                assertThat(readOnly(servers)).isEqualTo("0");
            });
        }

        assertThat(remarks(Remark.Deviation.class)).singleElement().satisfies(deviation -> {
            assertThat(deviation.what()).isEqualTo("the source has no second lock by read_only");
            assertThat(deviation.because())
                    .isEqualTo(
                            "the account admin may not set read_only; name an account with SUPER or READ_ONLY ADMIN as"
                                    + " servers.source.parameters, or set it by hand; what closed the source until now still does");
        });
        assertThat(remarks(Remark.Note.class)).isEmpty();
    }

    private interface Taken {
        void by(FenceSteps fences);
    }

    private void took(Servers servers, Servers asTheRun, Taken taken) throws IOException {
        Profile profile = Provision.profiles().read("embedded", Path.of("environments"));
        try (Journal journal =
                Journal.create(folder.resolve("run"), Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            RunContext run = new RunContext(profile, asTheRun, journal, new CurrentStep(), Clock.systemUTC());
            Collaborators all = new Collaborators(
                    run,
                    new DumpTool(folder, Optional.empty()),
                    new EndpointFile(folder.resolve("endpoint")),
                    Optional.empty(),
                    gate -> {});
            taken.by(new FenceSteps(run, all.sites()));
            run.close();
        } finally {
            set(servers, 0);
        }
    }

    private Servers withoutParameters(Servers servers) throws IOException {
        StringBuilder yaml = new StringBuilder("kind: servers\npurpose: rehearsal\nservers:\n");
        for (Role role : Role.values()) {
            yaml.append("  %s:%n    host: 127.0.0.1%n    port: %d%n"
                    .formatted(role, servers.master(role).endpoint().port()));
            yaml.append(login("    ", role.label(), servers.master(role).login()));
        }
        yaml.append("replication:\n").append(login("  ", "replication", servers.replication()));
        yaml.append("databases: [any]\nfence: {kind: latch, accounts: somebody}\ngates: {cutover: automatic}\n");
        Path profile = Files.writeString(folder.resolve("given.yaml"), yaml);
        return Environment.open(
                Provision.profiles().read(profile.toString(), folder), Observer.NONE, folder, secret -> {}, line -> {});
    }

    private String login(String indent, String file, Login login) throws IOException {
        Path secret = Files.writeString(folder.resolve(file), login.password().reveal());
        return indent + "user: " + login.user() + "\n" + indent + "password: file:" + secret + "\n";
    }

    private static String readOnly(Servers servers) {
        return servers.master(Role.SOURCE).read(session -> session.text("SELECT @@GLOBAL.read_only"));
    }

    private static void set(Servers servers, int readOnly) {
        try (Session session = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            session.execute("SET GLOBAL read_only = " + readOnly);
        }
    }

    private <R extends Remark> List<R> remarks(Class<R> type) {
        return Numbered.in(JournalReader.read(folder.resolve("run")), type)
                .map(Numbered::event)
                .toList();
    }
}
