package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.runbook.worldglue.World;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one catalog in one process, each in the middle of its own while the other goes on. */
class TwoRunsTest {
    private final StepCatalog catalog = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.worldglue");
    private final CyclicBarrier both = new CyclicBarrier(2);

    @TempDir
    private Path folder;

    @Test
    void act_upon_their_own_world_only() throws Exception {
        CompletableFuture<World> one = CompletableFuture.supplyAsync(() -> run("one"));
        CompletableFuture<World> other = CompletableFuture.supplyAsync(() -> run("other"));

        assertThat(one.get(30, TimeUnit.SECONDS).done())
                .isEqualTo(other.get(30, TimeUnit.SECONDS).done())
                .containsOnlyOnce("change replica", "compare", "switch application");
    }

    private World run(String name) {
        Path own = folder.resolve(name);
        try (Journal journal = Journal.create(own, Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            World world = new World(journal)
                    .when("change replica", this::meet)
                    .when("compare", this::meet)
                    .when("switch application", this::meet);
            Outcome outcome =
                    new CucumberEngine(catalog, journal).run(Runbook.read(Run.MOVE, Optional.empty(), catalog), world);
            assertThat(outcome.code()).as(outcome.summary()).isEqualTo(ExitCode.DONE);
            return world;
        }
    }

    private Void meet() throws Exception {
        both.await(20, TimeUnit.SECONDS);
        return null;
    }
}
