package dev.evenkeel.environment.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Accepted;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptReaderTest {
    @TempDir
    private Path folder;

    @Test
    void nothing_is_accepted_where_nothing_is_said() {
        assertThat(accepted("")).isEqualTo(Accepted.NOTHING);
    }

    @Test
    void settings_are_names_or_names_with_reasons() {
        assertThat(accepted("accept: {settings: [SQL_MODE, plugin server_audit]}")
                        .settings())
                .containsOnlyKeys("sql_mode", "plugin server_audit")
                .containsValue("the profile names it without a reason");
        assertThat(accepted("""
                        accept:
                          settings:
                            SQL_MODE: the application sets its own
                        """).settings()).isEqualTo(Map.of("sql_mode", "the application sets its own"));
    }

    @Test
    void databases_that_stay_behind_have_reasons() {
        assertThat(accepted("accept: {leftOut: {archive: nothing writes to it}}")
                        .leftOut())
                .isEqualTo(Map.of("archive", "nothing writes to it"));
        assertThatThrownBy(() -> accepted("accept: {leftOut: {archive: }}"))
                .hasMessageContaining("accept.leftOut.archive has no reason; say why the difference may be");
    }

    @Test
    void accounts_name_each_difference_with_its_reason() {
        assertThat(accepted("""
                        accept:
                          accounts:
                            app@%:
                              grant SLAVE MONITOR ON *.*: 10.4 has no such privilege
                            "'it''s'@'10.%'":
                              missing: nobody uses it since 2019
                              password: a new one for the new server
                            "`readers`":
                              missing: roles are made by the deployment
                        """).accounts())
                .isEqualTo(Map.of(
                        "'app'@'%'", Map.of("grant SLAVE MONITOR ON *.*", "10.4 has no such privilege"),
                        "'it''s'@'10.%'",
                                Map.of(
                                        "missing",
                                        "nobody uses it since 2019",
                                        "password",
                                        "a new one for the new server"),
                        "`readers`", Map.of("missing", "roles are made by the deployment")));
    }

    @Test
    void what_has_no_reason_or_no_name_is_refused_with_its_line() {
        assertThatThrownBy(() -> accepted("""
                        accept:
                          settings:
                            sql_mode:
                          accounts:
                            app@%: everything
                            old@%:
                              missing: ' '
                          events: {}
                        """))
                .isInstanceOfSatisfying(Misconfigured.class, e -> assertThat(e.problems())
                        .containsExactlyInAnyOrder(
                                "given.yaml:8: accept.settings.sql_mode has no reason; say why the difference may be",
                                "given.yaml:10: accept.accounts.app@% must name each difference with its reason, for"
                                        + " example 'grant SLAVE MONITOR ON *.*': the target's version has no such"
                                        + " privilege",
                                "given.yaml:12: accept.accounts.old@%.missing has no reason; say why the difference may"
                                        + " be",
                                "given.yaml:13: unknown key accept.events; known here: accounts, leftOut, settings"));
    }

    private Accepted accepted(String accept) {
        try {
            Path profile = Files.writeString(folder.resolve("given.yaml"), """
                    kind: embedded
                    servers:
                      source: {version: 10.1.8}
                      replica: {version: 10.1.8}
                      target: {version: 10.1.23}
                    """ + accept);
            return Provision.profiles().read(profile.toString(), folder).accepted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
