package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.PlanEvent;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/own-steps: steps of a user's own, from a jar, in every command that takes some. */
class OwnStepsProjectTest {
    @TempDir
    Path folder;

    private OwnStepsProject project;
    private Path jar;

    @BeforeEach
    void built() throws IOException {
        project = new OwnStepsProject(folder);
        jar = project.jar("stock", "");
    }

    @Test
    void its_sentences_are_listed_and_its_runbook_is_checked() {
        assertThat(Captured.run("steps", "--glue", jar.toString(), "--search", "as many tables")
                        .out())
                .contains("read-only    the {role} has as many tables as were counted");

        Captured checked = check(OwnStepsProject.FEATURES, jar);

        assertThat(checked.exit()).as(checked.toString()).isZero();
        assertThat(checked.out())
                .contains(": 2 phases, 3 steps, nothing is wrong\nnext: evenkeel rehearse --features ");
        assertThat(Captured.run("check", "--features", OwnStepsProject.FEATURES.toString())
                        .err())
                .contains("no step is written 'the tables of the source are counted'");
    }

    @Test
    void a_step_that_does_not_say_what_it_may_do_counts_as_irreversible() throws IOException {
        String text = Files.readString(OwnStepsProject.FEATURES.resolve("count-tables.feature"));
        Path other = Files.writeString(
                folder.resolve("other.feature"),
                text + "\n    @phase:tell @read-only\n    Scenario: Tell\n      When the warehouse is told\n");

        Captured checked = check(other, jar);

        assertThat(checked.exit()).isEqualTo(2);
        assertThat(checked.err())
                .contains(
                        "the step 'the warehouse is told' (StockSteps.tell) does not say what it may do, a step that does"
                                + " not say counts as irreversible; annotate its method with @Does, or tag the phase"
                                + " @irreversible");
    }

    @Test
    void a_jar_that_is_none_or_that_takes_the_place_of_evenkeel_is_refused() throws IOException {
        assertThat(check(OwnStepsProject.FEATURES, folder.resolve("none.jar")).err())
                .contains(
                        "the jar of steps ",
                        "none.jar cannot be read (NoSuchFileException); give a .jar file by --glue");
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        assertThat(check(OwnStepsProject.FEATURES, text).exit()).isEqualTo(2);
        Path classes = Files.createDirectories(folder.resolve("house/dev/evenkeel/mariadb"));
        Files.write(classes.resolve("Session.class"), new byte[] {1});
        Path house = OwnStepsProject.packed(folder.resolve("house"), folder.resolve("house.jar"), true);
        assertThat(check(OwnStepsProject.FEATURES, house).err())
                .contains("holds classes of the package dev.evenkeel.mariadb, which is evenkeel's");
        Path bare = OwnStepsProject.packed(folder.resolve("stock-classes"), folder.resolve("bare.jar"), false);
        assertThat(check(OwnStepsProject.FEATURES, bare).err())
                .contains("has no entry for the folder of the package example.warehouse");
    }

    /** On servers that are there: rehearsed, planned, run; a jar that has changed makes the plan stale. */
    @Test
    @Timeout(400)
    void is_planned_and_run_and_a_plan_is_bound_to_its_jar() throws IOException {
        try (Servers servers = Environment.open(
                Provision.profiles().read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {})) {
            try (Session source = servers.master(Role.SOURCE).open()) {
                source.execute("CREATE DATABASE stock");
                source.execute("CREATE TABLE stock.item (id INT PRIMARY KEY)");
            }
            Path profile = GivenProfile.of(servers, folder)
                    .lines("purpose: rehearsal\nrehearsed:\n  youngerThanDays: 7\n")
                    .write("pair.yaml");
            String plan = folder.resolve("stock.plan").toString();
            String reports = folder.resolve("reports").toString();
            Captured planned = Captured.run(
                    "plan",
                    "-e",
                    profile.toString(),
                    "--features",
                    OwnStepsProject.FEATURES.toString(),
                    "--glue",
                    jar.toString(),
                    "-o",
                    plan,
                    "--reports",
                    reports);
            assertThat(planned.exit()).as(planned.toString()).isZero();
            assertThat(planned.out())
                    .contains("the replica has as many tables as were counted", "next: evenkeel run " + plan);

            CommandSchemas.check(
                    "plan",
                    Captured.run(
                            "plan",
                            "--json",
                            "-e",
                            profile.toString(),
                            "--features",
                            OwnStepsProject.FEATURES.toString(),
                            "--glue",
                            jar.toString(),
                            "--reports",
                            reports));
            CommandSchemas.check("plan-check", Captured.run("plan", "--json", "--check", plan, "--reports", reports));
            CommandSchemas.check(
                    "doctor", Captured.run("doctor", "--json", "-e", profile.toString(), "--reports", reports));
            Captured unrehearsed = Captured.run("run", plan, "--reports", reports);
            assertThat(unrehearsed.exit()).as(unrehearsed.toString()).isEqualTo(10);
            assertThat(unrehearsed.err())
                    .contains(
                            "demands a rehearsal of this runbook with these steps and this version of evenkeel, done and"
                                    + " proved within 7 days; there is none in ");

            Captured rehearsed = Captured.run(
                    "rehearse",
                    "-e",
                    profile.toString(),
                    "--features",
                    OwnStepsProject.FEATURES.toString(),
                    "--glue",
                    jar.toString(),
                    "--quiet",
                    "--reports",
                    reports);
            assertThat(rehearsed.exit()).as(rehearsed.toString()).isZero();

            Captured ran = Captured.run("run", plan, "--json", "--reports", reports);
            assertThat(ran.exit()).as(ran.toString()).isZero();
            List<JsonNode> lines = ran.out().lines().map(CommandSchemas::parsed).toList();
            lines.subList(0, lines.size() - 1).forEach(line -> CommandSchemas.check("journal", line));
            CommandSchemas.check("next", lines.get(lines.size() - 1));
            assertThat(lines.get(lines.size() - 1).at("/next").asText()).startsWith("evenkeel report r-");
            Path run = folder.resolve("reports/latest").toRealPath();
            assertThat(Numbered.in(JournalReader.read(run), PhaseEvent.Found.class))
                    .anyMatch(found -> found.event().fact().equals("counted tables"));
            assertThat(Numbered.in(JournalReader.read(run), PlanEvent.Steps.class))
                    .singleElement()
                    .satisfies(steps -> assertThat(steps.event().jars())
                            .extracting(PlanEvent.Jar::file)
                            .containsExactly(jar.toString()));

            Files.copy(
                    project.jar("other", "    // another build\n    static final int BUILD = 2;"),
                    jar,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Captured stale = Captured.run("run", plan, "--reports", reports);
            assertThat(stale.exit()).isEqualTo(10);
            assertThat(stale.err()).contains("the jar of steps " + jar + ": planned with ", "the plan is stale");
            assertThat(Captured.run("undo", run.toString()).err())
                    .contains("the jar of steps " + jar + ": planned with ");
        }
    }

    private static Captured check(Path features, Path glue) {
        return Captured.run("check", "--features", features.toString(), "--glue", glue.toString());
    }
}
