package dev.evenkeel.parity.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.server.Settings;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.ServerVersion;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingParityTest {
    @Test
    void what_must_be_equal_is_compared_without_lettercase() {
        assertThat(item("sql_mode", "ANSI", "ansi", Set.of()))
                .isEqualTo(new Item("setting", "sql_mode", Verdict.SAME, ""));
        assertThat(item("sql_mode", "", "ANSI", Set.of()))
                .isEqualTo(new Item(
                        "setting", "sql_mode", Verdict.DIFFERENT, "empty on source, ANSI on target: must be equal"));
        assertThat(item("sql_mode", "", "ANSI", Set.of("sql_mode")))
                .isEqualTo(new Item(
                        "setting",
                        "sql_mode",
                        Verdict.ALLOWED,
                        "empty on source, ANSI on target: accepted in advance"));
    }

    @Test
    void a_limit_may_be_larger_and_not_smaller() {
        assertThat(item("max_allowed_packet", "1048576", "16777216", Set.of()).verdict())
                .isEqualTo(Verdict.ALLOWED);
        assertThat(item("max_allowed_packet", "16777216", "1048576", Set.of()))
                .isEqualTo(new Item(
                        "setting",
                        "max_allowed_packet",
                        Verdict.DIFFERENT,
                        "16777216 on source, 1048576 on target: must be at least as large there"));
    }

    @Test
    void a_target_that_forgives_or_filters_is_different_even_when_the_source_does_too() {
        assertThat(item("slave_exec_mode", "IDEMPOTENT", "IDEMPOTENT", Set.of()).verdict())
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(item("replicate_do_db", "shop", "shop", Set.of()).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(item("replicate_do_db", "", "", Set.of()).verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void two_servers_must_not_have_one_id() {
        assertThat(item("server_id", "1", "1", Set.of()).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(item("server_id", "1", "2", Set.of()).verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void information_never_decides() {
        assertThat(item("version", "10.1.8", "10.1.23", Set.of()))
                .isEqualTo(new Item(
                        "setting", "version", Verdict.ALLOWED, "10.1.8 on source, 10.1.23 on target: may differ"));
    }

    @Test
    void what_one_server_does_not_say_cannot_be_compared() {
        PartResult result =
                SettingParity.compare(settings("source", Map.of("time_zone", "UTC")), settings("target", Map.of()));

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.items())
                .containsExactly(new Item(
                        "setting",
                        "time_zone",
                        Verdict.INCONCLUSIVE,
                        "UTC on source, unknown on target: cannot be compared"));
    }

    @Test
    void a_plugin_that_the_target_does_not_load_differs_and_one_more_does_not() {
        Settings audited = settings("source", Map.of("plugin server_audit", "loaded"));
        Settings encrypting = settings("target", Map.of("plugin file_key_management", "loaded"));

        assertThat(SettingParity.compare(audited, encrypting).items())
                .containsExactly(
                        new Item("setting", "plugin file_key_management", Verdict.ALLOWED, "loaded on target only"),
                        new Item(
                                "setting",
                                "plugin server_audit",
                                Verdict.DIFFERENT,
                                "loaded on source only: must be loaded there too"));
        assertThat(SettingParity.compare(audited, encrypting, Map.of("plugin server_audit", "a test"))
                        .verdict())
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void an_accepted_difference_is_told_with_its_reason_and_one_that_is_no_more_too() {
        PartResult result = SettingParity.compare(
                settings("source", Map.of("sql_mode", "ANSI", "wait_timeout", "100", "time_zone", "UTC")),
                settings("target", Map.of("sql_mode", "", "wait_timeout", "100", "time_zone", "UTC")),
                Map.of("sql_mode", "the application sets its own", "wait_timeout", "it was shorter once"));

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.accepted())
                .containsExactly(new Acceptance(
                        "accepted difference of setting sql_mode: ANSI on source, empty on target",
                        "the application sets its own"));
        assertThat(result.unused())
                .containsExactly("the profile accepts a difference of setting wait_timeout (it was shorter once), and"
                        + " there is no such difference any more; take it out");
    }

    @Test
    void what_the_proof_rests_on_cannot_be_accepted() {
        assertThat(SettingParity.unacceptable(Set.of("max_connections", "sql_mode", "version", "plugin server_audit")))
                .isEmpty();
        assertThat(SettingParity.unacceptable(Set.of("slave_skip_errors", "server_id", "no_such_setting")))
                .containsExactly(
                        "accept.settings names no_such_setting, which is not compared; take it out, or see"
                                + " docs/verification.md for those that are",
                        "accept.settings names server_id, which must not be equal for the proof to hold; take it out and"
                                + " set it right",
                        "accept.settings names slave_skip_errors, which must be empty or OFF there for the proof to hold;"
                                + " take it out and set it right");
    }

    private static Item item(String variable, String mine, String theirs, Set<String> allowed) {
        return SettingParity.compare(
                        settings("source", Map.of(variable, mine)),
                        settings("target", Map.of(variable, theirs)),
                        allowed.stream().collect(Collectors.toMap(name -> name, name -> "a test")))
                .items()
                .get(0);
    }

    private static Settings settings(String server, Map<String, String> values) {
        return new Settings(server, new ServerVersion(10, 1, 8), values);
    }
}
