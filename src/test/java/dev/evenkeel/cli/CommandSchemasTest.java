package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands that need no servers print what the schema says; those that do are held to it where they are tested. */
class CommandSchemasTest {
    @TempDir
    Path folder;

    @Test
    void every_command_that_prints_json_is_described() {
        List<String> printing = new ArrayList<>();
        new CommandLine(new Main()).getSubcommands().forEach((name, line) -> {
            if (line.getCommandSpec().findOption("--json") != null) {
                printing.add(name);
            }
        });
        List<String> described = new ArrayList<>();
        JsonNode document = CommandSchemas.document();
        document.at("/x-commands").fieldNames().forEachRemaining(described::add);

        assertThat(described).containsExactlyInAnyOrderElementsOf(printing);
        document.at("/x-commands")
                .forEach(names -> names.forEach(name -> assertThat(
                                document.at("/$defs/" + name.asText()).isObject())
                        .as(name.asText())
                        .isTrue()));
    }

    @Test
    void what_is_printed_is_as_described() {
        Path run = WrittenRun.in(folder.resolve("r-1"), "a text", "DONE");
        Path other = WrittenRun.in(folder.resolve("r-2"), "a text", "DONE");

        CommandSchemas.check("steps", Captured.run("steps", "--json"));
        CommandSchemas.check("check", Captured.run("check", "--json"));
        CommandSchemas.check(
                "check", Captured.run("check", "--json", "--features", "features/drills/fetched-coordinates.feature"));
        CommandSchemas.check("status", Captured.run("status", "--json", run.toString()));
        CommandSchemas.check("diff", Captured.run("diff", "--json", run.toString(), other.toString()));
        CommandSchemas.check("audit", Captured.run("audit", "--json", run.toString()));
        CommandSchemas.check("report", Captured.run("report", "--json", run.toString()));
        CommandSchemas.check("completion", Captured.run("completion", "bash", "--json"));
        CommandSchemas.check("control", Captured.run("abort", "--json", run.toString()));
    }

    @Test
    void a_lookalike_says_where_it_is_in_one_line() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ClassPath.ofTests(),
                        Main.class.getName(),
                        "lookalike",
                        "--json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            CommandSchemas.check("lookalike", CommandSchemas.parsed(out.readLine()));
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Two pairs, of which the second cannot be rehearsed: its servers do not answer. */
    @Test
    void a_matrix_says_what_became_of_each_pair() throws IOException {
        Server nobody = new Server("nobody", new Endpoint("127.0.0.1", 1), new Login("u", new Secret("p")));
        Path broken = new GivenProfile(folder)
                .with(Role.SOURCE, nobody)
                .with(Role.REPLICA, nobody)
                .with(Role.TARGET, nobody)
                .replication(nobody.login())
                .lines("purpose: rehearsal")
                .write("broken.yaml");

        Captured printed = Captured.within(
                Duration.ofMinutes(3),
                "matrix",
                "--json",
                "--rows",
                "1000",
                "--reports",
                folder.resolve("reports").toString(),
                "environments/embedded.yaml",
                broken.toString());

        List<JsonNode> lines = printed.out().lines().map(CommandSchemas::parsed).toList();
        JsonNode last = lines.get(lines.size() - 1);
        CommandSchemas.check("matrix", last);
        lines.subList(0, lines.size() - 1).forEach(line -> CommandSchemas.check("journal", line));
        assertThat(last.at("/pairs/0/exitCode").asInt()).as(printed.toString()).isZero();
        assertThat(last.at("/pairs/0/rowsProved").asLong()).isPositive();
        assertThat(last.at("/pairs/1/exitCode").asInt()).isEqualTo(2);
    }

    @Test
    void what_is_otherwise_is_found() {
        JsonNode printed = CommandSchemas.parsed(Captured.run(
                        "status",
                        "--json",
                        WrittenRun.in(folder.resolve("r-1"), "a text", "DONE").toString())
                .out());
        ObjectNode changed = printed.deepCopy();
        changed.put("live", "yes").put("zone", "SOMEWHERE").put("more", 1).remove("next");

        assertThat(CommandSchemas.problems("status", changed))
                .containsExactlyInAnyOrder(
                        "/next is missing",
                        "/live is STRING, must be \"boolean\"",
                        "/zone is \"SOMEWHERE\", must be of [\"NOTHING_CHANGED\",\"FREE_TO_ABORT\",\"IN_THE_FREEZE\",\"PAST_NO_RETURN\",\"OVER\"]",
                        "/more is not described");
    }
}
