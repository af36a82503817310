package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkShareTest {
    private final WorkShare share = new WorkShare();

    @Test
    void beside_an_application_it_rests_four_times_as_long_as_it_works() {
        share.did(Duration.ofMillis(150).toNanos());

        assertThat(share.restIsDue()).isTrue();
        assertThat(share.rest()).isEqualTo(Duration.ofMillis(600));
        assertThat(share.pause()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void before_a_freeze_it_hardly_rests() {
        share.hurry();
        share.did(Duration.ofMillis(150).toNanos());

        assertThat(share.restIsDue()).as("others still get their turn").isTrue();
        assertThat(share.rest()).isEqualTo(Duration.ofMillis(20));
        assertThat(share.pause()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void a_short_rest_is_not_made_longer_by_hurrying() {
        share.hurry();
        share.did(Duration.ofMillis(1).toNanos());

        assertThat(share.rest()).isEqualTo(Duration.ofMillis(4));
    }
}
