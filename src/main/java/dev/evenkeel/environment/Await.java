package dev.evenkeel.environment;

import static org.awaitility.Awaitility.await;

import dev.evenkeel.journal.Observer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** The one way to wait: says what for, what was seen, what ends it and when it gives up. */
public final class Await {
    /**
     * One look at what is waited for.
     *
     * @param value what was seen
     * @param done whether that ends the wait
     */
    public record Look(String value, boolean done) {}

    private static final int GROWTH = 4;

    private final Observer observer;
    private final Duration first;
    private final Duration pace;

    public Await(Observer observer, Duration pace) {
        this(observer, pace, pace);
    }

    private Await(Observer observer, Duration first, Duration pace) {
        this.observer = observer;
        this.first = first;
        this.pace = pace;
    }

    /**
     * For what may be over at once and may take minutes: each pause is four times as long as the one before.
     *
     * @param first the first pause
     * @param longest no pause is longer
     */
    public static Await growing(Observer observer, Duration first, Duration longest) {
        return new Await(observer, first, longest);
    }

    private Duration pause(int looks, Duration before) {
        if (looks == 1) {
            return first;
        }
        Duration longer = before.multipliedBy(GROWTH);
        return longer.compareTo(pace) < 0 ? longer : pace;
    }

    /**
     * Looks until done. An exception of the look ends the wait at once: looks throw what waiting cannot fix.
     *
     * @param what what is waited for, as a clause: "the target has applied …"
     * @param goal the value that ends the wait
     * @throws GaveUp when the limit is reached
     */
    public void until(String what, String goal, Duration limit, Supplier<Look> look) {
        long begun = System.nanoTime();
        AtomicReference<String> seen = new AtomicReference<>("nothing yet");
        try {
            await(what)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(this::pause)
                    .atMost(limit)
                    .pollInSameThread()
                    .until(() -> {
                        Look now = look.get();
                        seen.set(now.value());
                        if (!now.done()) {
                            Duration since = Duration.ofNanos(System.nanoTime() - begun);
                            observer.waiting(new Observer.Waiting(what, now.value(), goal, since, limit.minus(since)));
                        }
                        return now.done();
                    });
        } catch (ConditionTimeoutException e) {
            throw new GaveUp("waited " + limit.toSeconds() + " s until " + what + "; needed " + goal + ", last seen "
                    + seen.get());
        }
    }
}
