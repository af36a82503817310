package dev.evenkeel.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    @Test
    void writes_are_due_evenly() {
        Pace pace = new Pace(10 * MILLI, 0);

        assertThat(pace.next(0)).isZero();
        assertThat(pace.next(1 * MILLI)).isEqualTo(10 * MILLI);
        assertThat(pace.next(12 * MILLI)).isEqualTo(20 * MILLI);
    }

    @Test
    void after_an_outage_a_second_is_made_up_for_at_twice_the_rate() {
        Pace pace = new Pace(10 * MILLI, 0);
        long now = 60_000 * MILLI;
        long end = now + 10_000 * MILLI;

        int writes = 0;
        int inFirstSecond = 0;
        for (long due = pace.next(now); due < end; due = pace.next(now)) {
            now = Math.max(now, due);
            writes++;
            inFirstSecond += now < 61_000 * MILLI ? 1 : 0;
        }

        assertThat(writes).isBetween(1_095, 1_105);
        assertThat(inFirstSecond).isBetween(195, 202);
    }
}
