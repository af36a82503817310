package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random tables, writers, faults, damage and attacks while a live proof goes on; what it says at rest is held against all
 * rows of both sides. Seeds that failed are named in the message; what was done is in {@code target/live-proof-failed}.
 *
 * <p>{@code -Devenkeel.seed=N} runs one seed again; {@code -Devenkeel.seeds=N} runs as many, consecutive ones from {@code
 * -Devenkeel.firstSeed} or a random first one; {@code -Devenkeel.attack=…} draws from attacks of such names only. A seed
 * gives the same tables, statements and plans again; how threads and servers interleave it does not, so a rare failure may
 * take several runs of its seed.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class LiveProofRandomTest {
    private static final int FEW = 6;

    @Test
    void a_live_proof_says_what_all_rows_say() throws IOException {
        Long chosen = Long.getLong("evenkeel.seed");
        long first = chosen != null ? chosen : Long.getLong("evenkeel.firstSeed", new Random().nextInt(1_000_000_000));
        int count = chosen != null ? 1 : Integer.getInteger("evenkeel.seeds", FEW);
        System.out.println("live proof attacked: seeds " + first + " to " + (first + count - 1));
        AttackTally tally = new AttackTally();

        prove(first, count, tally);

        String text = tally.text(first);
        System.out.println(text);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/live-proof-random.txt"), text);
        assertThat(tally.failures()).as(text).isEmpty();
        assertThat(tally.seeds()).isEqualTo(count);
        assertThat(tally.stuck()).as(text).hasSizeLessThanOrEqualTo(1 + count / 50);
        assertThat(tally.unknownForNothing()).as(text).isLessThanOrEqualTo(count / 100);
    }

    /** Each kind of pair has its own seeds and goes its own way. */
    private static void prove(long first, int count, AttackTally tally) {
        List<AttackedPair.Versions> versions = AttackedPair.Versions.ALL;
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            int kind = i;
            ConcurrentLinkedQueue<Long> seeds = new ConcurrentLinkedQueue<>(LongStream.range(first, first + count)
                    .filter(seed -> Math.floorMod(seed, versions.size()) == kind)
                    .boxed()
                    .toList());
            CompletableFuture<Void> lane = new CompletableFuture<>();
            lanes.add(lane);
            new Thread(
                            () -> {
                                try (AttackLane pair = new AttackLane(versions.get(kind), tally)) {
                                    for (Long seed = seeds.poll(); seed != null; seed = seeds.poll()) {
                                        pair.prove(seed);
                                    }
                                    lane.complete(null);
                                } catch (InterruptedException | RuntimeException | Error e) {
                                    lane.completeExceptionally(e);
                                }
                            },
                            "lane " + versions.get(kind))
                    .start();
        }
        lanes.forEach(CompletableFuture::join);
    }
}
