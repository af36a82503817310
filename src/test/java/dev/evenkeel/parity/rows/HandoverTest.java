package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocks on their way between two threads, of which either may give up. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HandoverTest {
    private final Handover handover = new Handover(4, 2);

    @Test
    void blocks_arrive_in_order_and_are_used_again() {
        CompletableFuture<Integer> taker = CompletableFuture.supplyAsync(() -> {
            int expected = 0;
            Handover.Block block = handover.take(Handover.Block.NONE);
            while (block.length() > 0) {
                assertThat(block.bytes()[0]).isEqualTo((byte) expected);
                expected++;
                block = handover.take(block);
            }
            return expected;
        });
        byte[] block = new byte[4];
        for (int i = 0; i < 100; i++) {
            block[0] = (byte) i;
            block = handover.give(block, 1);
        }

        assertThat(handover.end()).isTrue();
        assertThat(taker.join()).isEqualTo(100);
        assertThat(handover.ended()).isTrue();
    }

    @Test
    void whoever_gives_does_not_wait_for_one_that_has_given_up() {
        CompletableFuture<byte[]> giver = CompletableFuture.supplyAsync(() -> {
            byte[] block = new byte[4];
            while (block.length > 0) {
                block = handover.give(block, 4);
            }
            return block;
        });
        handover.take(Handover.Block.NONE);
        handover.breakOff();

        assertThat(giver.join()).isEmpty();
        assertThat(handover.end()).isFalse();
    }

    @Test
    void whoever_takes_does_not_wait_for_one_that_has_given_up() {
        CompletableFuture<Handover.Block> taker =
                CompletableFuture.supplyAsync(() -> handover.take(Handover.Block.NONE));
        handover.breakOff();

        assertThat(taker.join().length()).isZero();
        assertThat(handover.ended()).isFalse();
    }

    @Test
    void what_was_broken_off_has_not_ended() {
        handover.give(new byte[4], 4);
        handover.end();
        handover.breakOff();

        assertThat(handover.take(Handover.Block.NONE).length()).isZero();
        assertThat(handover.ended()).isFalse();
    }
}
