package dev.evenkeel.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Observer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    private static final Duration SOON = Duration.ofMillis(10);

    private static int looks(Await await) {
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> await.until("it is over", "over", Duration.ofSeconds(2), () -> {
                    looks.incrementAndGet();
                    return new Await.Look("under way", false);
                }))
                .isInstanceOf(GaveUp.class)
                .hasMessage("waited 2 s until it is over; needed over, last seen under way");
        return looks.get();
    }

    /** However slow the machine is: pauses of 10, 40, 160 and 640 ms leave room for five looks in two seconds, and no sixth. */
    @Test
    void pauses_that_grow_ask_soon_and_then_seldom() {
        assertThat(looks(Await.growing(Observer.NONE, SOON, Duration.ofMinutes(1))))
                .isBetween(2, 5);
    }

    @Test
    void pauses_grow_no_longer_than_they_may() {
        assertThat(looks(Await.growing(Observer.NONE, SOON, SOON))).isGreaterThan(5);
    }
}
