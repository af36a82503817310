package dev.evenkeel.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Asked;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.TrafficSwitch.NotMoved;
import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandSwitchTest {
    private static final Endpoint SOURCE = new Endpoint("10.0.0.1", 3306);
    private static final Endpoint TARGET = new Endpoint("10.0.0.2", 3307);
    private static final String KEEPS_IT =
            "if [ $EVENKEEL_ACTION = where ]; then cat \"$0.now\"; else echo $EVENKEEL_HOST:$EVENKEEL_PORT >\"$0.now\"; fi";

    @TempDir
    private Path folder;

    private final Asked person = Asked.whoAnswers("nobody asks");

    @Test
    void what_the_command_says_afterwards_is_where_the_application_goes() throws IOException {
        CommandSwitch traffic = command(KEEPS_IT);

        traffic.pointTo(SOURCE);
        assertThat(traffic.current()).isEqualTo(SOURCE);
        traffic.pointTo(TARGET);

        assertThat(traffic.current()).isEqualTo(TARGET);
        assertThat(traffic).hasToString("command move-traffic");
        assertThat(person.notes()).isEmpty();
    }

    @Test
    void it_is_given_what_to_do_as_variables_and_as_json_and_no_shell_reads_its_arguments() throws IOException {
        CommandSwitch traffic = command(
                "cat >\"$0.input\"; env >\"$0.env\"; echo \"$1\" >\"$0.argument\"; echo 10.0.0.2:3307",
                "$(touch /tmp/never); *");

        traffic.pointTo(TARGET);

        traffic = command(
                "cat >\"$0.input\"; [ $EVENKEEL_ACTION = where ] && echo 10.0.0.2:3307 || env >\"$0.env\"", "x");
        traffic.pointTo(TARGET);
        assertThat(folder.resolve("move-traffic.argument")).hasContent("$(touch /tmp/never); *");
        assertThat(folder.resolve("move-traffic.env"))
                .content()
                .contains("EVENKEEL_ACTION=move", "EVENKEEL_HOST=10.0.0.2", "EVENKEEL_PORT=3307", "PATH=")
                .doesNotContain("JAVA_HOME");
        assertThat(folder.resolve("move-traffic.input")).hasContent("{\"action\":\"where\"}");
    }

    @Test
    void the_input_of_a_move_is_json() throws IOException {
        command("if [ $EVENKEEL_ACTION = move ]; then cat >\"$0.input\"; else echo 10.0.0.2:3307; fi")
                .pointTo(TARGET);

        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(folder.resolve("move-traffic.input").toFile())
                        .toString())
                .isIn(
                        "{\"action\":\"move\",\"to\":{\"host\":\"10.0.0.2\",\"port\":3307}}",
                        "{\"action\":\"move\",\"to\":{\"port\":3307,\"host\":\"10.0.0.2\"}}");
    }

    @Test
    void a_command_that_fails_has_not_moved_the_application() throws IOException {
        CommandSwitch traffic =
                command("[ $EVENKEEL_ACTION = where ] && echo 10.0.0.1:3306 && exit 0; echo 'no route' >&2; exit 3");

        assertThatThrownBy(() -> traffic.pointTo(TARGET))
                .isInstanceOf(NotMoved.class)
                .hasMessage(
                        "command move-traffic ended with 3 when it was to move the application to 10.0.0.2:3307, and"
                                + " says that the application goes to 10.0.0.1:3306; it printed: no route");
        assertThat(person.notes()).containsExactly("command move-traffic said: no route\n");
    }

    @Test
    void a_command_that_fails_after_it_has_moved_something_has_perhaps_not_moved_all() throws IOException {
        CommandSwitch traffic = command(KEEPS_IT + "; [ $EVENKEEL_ACTION = where ]");

        assertThatThrownBy(() -> traffic.pointTo(TARGET))
                .isInstanceOf(NotMoved.class)
                .hasMessageContaining("a part of it may not");
    }

    @Test
    void a_command_that_says_it_moved_and_did_not_is_not_believed() throws IOException {
        CommandSwitch traffic = command("[ $EVENKEEL_ACTION = move ] || echo 10.0.0.1:3306");

        assertThatThrownBy(() -> traffic.pointTo(TARGET))
                .isInstanceOf(NotMoved.class)
                .hasMessageContaining("ended with 0")
                .hasMessageContaining("goes to 10.0.0.1:3306");
    }

    @Test
    void a_command_that_does_not_end_is_ended_with_what_it_started() throws IOException {
        CommandSwitch traffic = command(
                "[ $EVENKEEL_ACTION = where ] && echo 10.0.0.1:3306 && exit 0; sleep 3600 & echo $! >\"$0.child\"; wait");

        assertThatThrownBy(() -> traffic.pointTo(TARGET))
                .isInstanceOf(NotMoved.class)
                .hasMessageStartingWith("command move-traffic had not ended after 2 s and was ended");
        long child = Long.parseLong(
                Files.readString(folder.resolve("move-traffic.child")).strip());
        // It is reaped by whoever inherits it.
        org.awaitility.Awaitility.await()
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void an_answer_that_is_no_address_is_told_as_it_is() throws IOException {
        assertThatThrownBy(() -> command("echo somewhere").current())
                .isInstanceOf(NotMoved.class)
                .hasMessage(
                        "command move-traffic was asked where the application goes, and must print one line host:port;"
                                + " it printed: somewhere");
    }

    @Test
    void much_output_is_read_to_its_end_and_kept_to_a_bound() throws IOException {
        CommandSwitch traffic = command(
                "[ $EVENKEEL_ACTION = where ] && echo 10.0.0.2:3307 && exit 0; head -c 5000000 /dev/zero | tr '\\0' x");

        traffic.pointTo(TARGET);

        assertThat(person.notes()).singleElement().asString().hasSizeLessThan(2_100);
    }

    @Test
    void a_run_on_servers_that_were_there_before_only_asks() throws IOException {
        CommandSwitch elsewhere = command(KEEPS_IT);
        elsewhere.pointTo(TARGET);

        assertThatThrownBy(() -> elsewhere.begin(SOURCE))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("command move-traffic says that the application goes to 10.0.0.2:3307, must be the source"
                        + " 10.0.0.1:3306; move the application there, or write the source's address in the profile as the"
                        + " command prints it");
        elsewhere.begin(TARGET);
        assertThat(elsewhere.current()).isEqualTo(TARGET);
    }

    @Test
    void what_is_no_program_is_told_before_a_run() {
        assertThat(new CommandKind.Chosen(List.of("move-traffic"), Duration.ofSeconds(1)).problems())
                .containsExactly(
                        "application.command begins with move-traffic, which is not an executable file; give its"
                                + " path, for example /srv/app/move-traffic, and make it executable");
        assertThat(new CommandKind.Chosen(List.of("/bin/sh"), Duration.ofSeconds(1)).problems())
                .isEmpty();
    }

    private CommandSwitch command(String script, String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("move-traffic"), "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(Arrays.asList(arguments));
        return new CommandSwitch(command, Duration.ofSeconds(2), person);
    }
}
