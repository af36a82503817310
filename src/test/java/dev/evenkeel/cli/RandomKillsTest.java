package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.cli.ShopMove.Closing;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.run.Dying;
import dev.evenkeel.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs that are killed by kill -9 at random moments, gone on with, perhaps killed again, one to three times, and then left alone.
 * {@code -Devenkeel.kills=200} for so many of them, {@code -Devenkeel.firstKill=N} for other seeds, {@code -Devenkeel.kill=SEED} for
 * one, {@code -Devenkeel.kills.minutes=N} begins none after that time.
 */
class RandomKillsTest {
    private static final long RUNS = Long.getLong("evenkeel.kills", 1);
    private static final long FIRST = Long.getLong("evenkeel.firstKill", 1);
    private static final long MINUTES = Long.getLong("evenkeel.kills.minutes", 100_000);
    private static final long BEGAN = System.nanoTime();

    /** A run is killed within that time: as long as one takes here, as far as earlier ones have shown; the first one is guessed. */
    private static long longest = 15_000;

    private static int ended;
    private static int kills;
    private static int unknown;

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long one = Long.getLong("evenkeel.kill");
        return one == null ? LongStream.range(FIRST, FIRST + RUNS) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(900)
    void ends_done_or_undone_or_says_what_is_unknown(long seed) throws IOException, InterruptedException {
        assumeTrue(TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - BEGAN) < MINUTES, "not begun: the time is over");
        Random random = new Random(seed);
        Closing closing = random.nextInt(4) == 0 ? Closing.LATCH : Closing.READ_ONLY;
        int resumes = 1 + random.nextInt(3);
        List<String> story = new ArrayList<>();
        try (ShopMove move = ShopMove.begin(folder, closing)) {
            Path plan = move.plan();
            long began = System.nanoTime();
            int before = kills;
            int exit = Dying.KILLED;
            for (int i = 0; i < resumes && exit == Dying.KILLED; i++) {
                long millis = (long) (random.nextDouble() * longest);
                exit = move.killedAfter(plan, millis);
                story.add(
                        exit == Dying.KILLED
                                ? "killed after " + seconds(millis) + " in " + at(move)
                                : "over by itself");
                kills += exit == Dying.KILLED ? 1 : 0;
                Optional<ExitCode> over = over(move, exit);
                if (over.isPresent()) {
                    // What was killed then was the writing of its report, which is written again as `next` says.
                    Captured report =
                            Captured.within(ShopMove.LIMIT, "report", move.run().toString());
                    assertThat(report.exit()).as(report.toString()).isZero();
                    exit = over.get().number();
                    story.add("over but for its report");
                }
            }
            if (exit == Dying.KILLED) {
                long since = System.nanoTime();
                exit = move.toItsEnd(plan);
                long left = (System.nanoTime() - since) / 1_000_000;
                longest = Math.max(longest, left);
                story.add("left alone for " + seconds(left));
            } else if (kills == before) {
                // The next ones are to be killed before they are over.
                longest = (System.nanoTime() - began) / 1_000_000;
            }
            story.add("exit " + exit);
            String all = "seed " + seed + ", " + closing + ": " + String.join(", ", story) + "\n" + move.said();
            switch (exit) {
                case 0 -> move.done();
                case 4 -> move.undone();
                case 11 -> {
                    unknown++;
                    assertThat(move.said()).as(all).contains("--resolve");
                }
                default -> throw new AssertionError(all);
            }
            // One that was over too soon is no evidence.
            ended += kills > before ? 1 : 0;
            story.add(move.application().acknowledged() + " writes, 0 lost");
        } catch (AssertionError e) {
            story.add("NOT AS IT MUST BE");
            throw new AssertionError("seed " + seed + ", " + closing + ": " + story, e);
        } finally {
            System.out.printf("seed %d, %s: %s%n", seed, closing, String.join(", ", story));
        }
    }

    @AfterAll
    static void summary() {
        System.out.printf("%d killed runs ended, %d kills, %d unknown%n", ended, kills, unknown);
        assertThat(unknown * 100L).as("unknown, in percent").isLessThanOrEqualTo(Math.max(ended, 1));
    }

    /** How the run ended, where a process was killed after that. */
    private static Optional<ExitCode> over(ShopMove move, int exit) {
        if (exit != Dying.KILLED || !Files.exists(move.run().resolve(Journal.FILE))) {
            return Optional.empty();
        }
        RunStatus status = RunStatus.of(move.run());
        return status.next().startsWith("evenkeel report") ? status.ended() : Optional.empty();
    }

    /** The step that began last. */
    private static String at(ShopMove move) {
        if (!Files.exists(move.run().resolve(Journal.FILE))) {
            return "its start";
        }
        return JournalReader.read(move.run()).stream()
                .map(EventCodec::read)
                .filter(PhaseEvent.StepIntended.class::isInstance)
                .map(PhaseEvent.StepIntended.class::cast)
                .reduce((one, next) -> next)
                .map(step -> step.phase() + "/" + step.index())
                .orElse("its start");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
