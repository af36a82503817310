package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.containers.ContainerWatch;
import dev.evenkeel.provision.containers.TestDocker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** As {@link UnreadRehearsalTest}, in containers. */
@Timeout(300)
class ContainerUnreadTest {
    @TempDir
    Path reports;

    @Test
    void no_password_is_found_in_what_the_engine_and_the_containers_hold() throws IOException {
        TestDocker.need("10.1.8", "10.1.23");
        UnreadRun run = new UnreadRun(reports);
        Redactor redactor = new Redactor();
        Set<String> looked = new ConcurrentSkipListSet<>();
        try (Watch watch = new Watch(redactor);
                ContainerWatch containers = new ContainerWatch((where, content) -> {
                    looked.add(where);
                    content.lines()
                            .filter(line -> line.startsWith("file "))
                            .map(line -> line.replaceFirst("file .*/", "").replaceFirst("\\d+$", ""))
                            .forEach(looked::add);
                    watch.look(where, content);
                })) {
            int exit = new CommandLine(new RehearseCommand(redactor))
                    .execute("--quiet", "-e", "containers", "--rows", "2000", "--reports", reports.toString());
            containers.close();
            watch.close();

            assertThat(exit).isZero();
            assertThat(redactor.known()).as("passwords of the run").isGreaterThanOrEqualTo(6);
            run.lookAt(watch);
            assertThat(watch.found()).isEmpty();
            assertThat(looked)
                    .contains("cmdline", "environ", "init.sql", "mysql-bin-changelog.", "relaylog.")
                    .contains(
                            "docker inspect of the source",
                            "docker logs of the target",
                            "the container of the replica");
        }
        assertThat(run.openToOthers()).isEmpty();
    }
}
