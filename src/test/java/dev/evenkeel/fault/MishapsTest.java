package dev.evenkeel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.fault.Mishaps.Mishap;
import dev.evenkeel.journal.Observer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MishapsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Mishaps.Listener listener = new Mishaps.Listener() {
        @Override
        public void breaking(Mishap mishap) {
            told.add("about to be: " + mishap.what());
        }

        @Override
        public void broken(Mishap mishap) {
            told.add(mishap.what());
        }

        @Override
        public void mended(Mishap mishap) {
            told.add("over: " + mishap.what());
        }
    };
    private final Mishap mishap = new Mishap("the lamp is out", () -> done.add("out"), () -> done.add("lit"));

    @Test
    void what_is_broken_is_mended_when_its_time_is_over() {
        try (Mishaps mishaps = new Mishaps(listener)) {
            mishaps.now(mishap, Duration.ofMillis(30));

            until(() -> done.contains("lit"));
            until(() -> told.contains("over: the lamp is out"));
        }
        assertThat(done).containsExactly("out", "lit");
        assertThat(told).containsExactly("about to be: the lamp is out", "the lamp is out", "over: the lamp is out");
    }

    @Test
    void what_is_broken_is_mended_at_the_end_also_when_its_time_is_not_over() {
        Mishaps mishaps = new Mishaps(listener);
        mishaps.now(mishap, LONG);

        mishaps.close();

        assertThat(done).containsExactly("out", "lit");
        assertThat(mishaps.neverHappened()).isEmpty();
    }

    @Test
    void what_was_broken_half_is_mended_too() {
        Mishaps mishaps = new Mishaps(listener);
        Mishap half = new Mishap(
                "half",
                () -> {
                    throw new IllegalStateException("in the middle");
                },
                () -> done.add("mended"));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> mishaps.now(half, LONG))
                .hasMessage("in the middle");
        mishaps.close();

        assertThat(done).containsExactly("mended");
    }

    @Test
    void a_planned_one_waits_for_its_moment() {
        AtomicBoolean moment = new AtomicBoolean();
        try (Mishaps mishaps = new Mishaps(listener)) {
            mishaps.when(moment::get, mishap, LONG);
            assertThat(done).isEmpty();

            moment.set(true);

            until(() -> done.contains("out"));
        }
        assertThat(done).containsExactly("out", "lit");
    }

    @Test
    void a_moment_that_never_came_is_told() {
        Mishaps mishaps = new Mishaps(listener);
        mishaps.when(() -> false, mishap, LONG);

        mishaps.close();

        assertThat(mishaps.neverHappened()).containsExactly("the lamp is out");
        assertThat(done).isEmpty();
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        new Await(Observer.NONE, Duration.ofMillis(5))
                .until("it is so", "yes", Duration.ofSeconds(10), () -> new Await.Look("", condition.getAsBoolean()));
    }
}
