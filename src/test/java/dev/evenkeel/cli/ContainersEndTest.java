package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.provision.containers.TestDocker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rehearsals in containers, as processes that are ended from outside: nothing of theirs stays. */
class ContainersEndTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static Program program;

    @TempDir
    Path reports;

    private List<String> volumes;

    @BeforeAll
    static void assemble() throws IOException {
        TestDocker.need("10.1.8", "10.1.23");
        program = Program.assemble();
    }

    @AfterAll
    static void close() {
        if (program != null) {
            program.close();
        }
    }

    @BeforeEach
    void look() {
        volumes = TestDocker.volumes();
    }

    /** While the servers are made, while the application writes, and in the middle of following. */
    @ParameterizedTest
    @ValueSource(strings = {"rehearse  /", "phase 1 Preflight: started", "phase 5 .*: started"})
    void ctrl_c_leaves_nothing(String moment) throws IOException {
        Program.Running run = start();
        run.awaitLine(moment);
        if (moment.startsWith("rehearse")) {
            Program.waitUntil(
                    "a container is there",
                    LIMIT,
                    () -> TestDocker.leftBehind(run.process().pid()) > 0);
        }

        run.signal("INT");
        run.end(LIMIT);

        assertThat(run.exit()).as(run.err()).isIn(4, 11);
        assertThat(TestDocker.leftBehind(run.process().pid())).isZero();
        assertThat(TestDocker.volumes()).isEqualTo(volumes);
    }

    @Test
    void what_kill_9_leaves_the_next_run_removes() throws IOException {
        Program.Running killed = start();
        killed.awaitLine("phase 1 Preflight: started");
        killed.signal("KILL");
        killed.end(LIMIT);
        assertThat(TestDocker.leftBehind(killed.process().pid())).isEqualTo(4);

        Program.Running next = start();
        next.awaitLine("phase 1 Preflight: started");

        assertThat(TestDocker.leftBehind(killed.process().pid())).isZero();

        next.signal("INT");
        next.end(LIMIT);
        assertThat(TestDocker.leftBehind(next.process().pid())).isZero();
        assertThat(TestDocker.volumes()).isEqualTo(volumes);
    }

    private Program.Running start() throws IOException {
        return program.start(
                "rehearse", "-e", "containers", "--rows", "1000", "--no-color", "--reports", reports.toString());
    }
}
