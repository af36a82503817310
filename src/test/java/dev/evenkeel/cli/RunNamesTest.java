package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.run.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One way to name a run, and what is said where there is nothing of a name. */
class RunNamesTest {
    @TempDir
    Path folder;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void a_run_is_named_by_its_id_its_folder_or_as_the_latest() throws IOException {
        Path reports = Files.createDirectories(folder.resolve("reports"));
        Path older = run(reports, "r-20261101-000000-aaa");
        Path newer = run(reports, "r-20261102-000000-bbb");
        Files.createSymbolicLink(reports.resolve("latest"), newer.getFileName());

        assertThat(RunFolder.existing("r-20261101-000000-aaa", reports)).isEqualTo(older);
        assertThat(RunFolder.existing(older.toString(), folder.resolve("elsewhere")))
                .isEqualTo(older);
        assertThat(RunFolder.existing("latest", reports)).isEqualTo(newer);
        assertThatThrownBy(() -> RunFolder.existing("r-20261103-000000-ccc", reports))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("there is no run 'r-20261103-000000-ccc' in " + reports)
                .hasMessageEndingWith("the last ones: r-20261102-000000-bbb, r-20261101-000000-aaa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "audit"})
    void where_there_is_none_yet_it_is_said(String command) throws IOException {
        Path reports = Files.createDirectories(folder.resolve("reports"));

        assertThat(Main.run(command, "--reports", reports.toString())).isEqualTo(2);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("there is no run 'latest' in " + reports, "there is none yet");
    }

    @Test
    void a_search_for_steps_that_finds_none_says_so() {
        assertThat(Main.run("steps", "--search", "no such words")).isEqualTo(12);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("no step holds 'no such words'");
    }

    @Test
    void a_drill_that_breaks_machines_is_refused_where_servers_have_none() {
        Path reports = folder.resolve("reports");

        assertThat(Main.run("rehearse", "--drill", "target-restarts", "--reports", reports.toString()))
                .isEqualTo(2);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("this drill breaks machines and networks, and embedded servers have none of their own");
        assertThat(reports).as("nothing was begun").doesNotExist();
    }

    private static Path run(Path reports, String id) throws IOException {
        Path run = Files.createDirectories(reports.resolve(id));
        Files.writeString(run.resolve(Journal.FILE), "");
        return run.toRealPath();
    }
}
