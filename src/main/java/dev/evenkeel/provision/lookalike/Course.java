package dev.evenkeel.provision.lookalike;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The states that something is about to go through, each with what happens when it ends. */
final class Course {
    /** @param lasts with realistic times; else a leg ends once it was shown */
    private record Leg(String status, Duration lasts, Runnable atEnd) {}

    private final Pace pace;
    private final Deque<Leg> legs = new ArrayDeque<>();
    private boolean shown;
    private Instant since;
    private Optional<String> stuck = Optional.empty();
    private String flap = "";
    private int flaps;
    private boolean flapping;

    Course(Pace pace) {
        this.pace = pace;
        this.since = pace.clock().instant();
    }

    Course then(String status, Duration lasts, Runnable atEnd) {
        if (legs.isEmpty()) {
            begin();
        }
        legs.add(new Leg(status, lasts, atEnd));
        return this;
    }

    private void begin() {
        shown = false;
        since = pace.clock().instant();
    }

    /** From now on this is shown, whatever should come. */
    void stickIn(String status) {
        stuck = Optional.of(status);
    }

    void comeUnstuck() {
        stuck = Optional.empty();
    }

    /** Every other look shows that state, so many times; nothing continues meanwhile but time. */
    void flap(String status, int times) {
        flap = status;
        flaps = 2 * times;
    }

    /** Somebody looks: what has had its time ends first. */
    Optional<String> look() {
        flapping = flaps > 0 && flaps-- % 2 == 0;
        while (stuck.isEmpty() && !legs.isEmpty() && over(legs.peek())) {
            Leg leg = legs.poll();
            begin();
            try {
                leg.atEnd().run();
            } catch (RuntimeException e) {
                // Whoever waits for the next state must not take it for reached.
                stickIn("restore-error");
                throw e;
            }
        }
        shown = true;
        return status();
    }

    private boolean over(Leg leg) {
        return pace.realistic() ? !pace.clock().instant().isBefore(since.plus(leg.lasts())) : shown;
    }

    /** Empty where nothing is under way. */
    Optional<String> status() {
        return stuck.or(() -> Optional.of(flap).filter(word -> flapping))
                .or(() -> Optional.ofNullable(legs.peek()).map(Leg::status));
    }

    boolean idle() {
        return stuck.isEmpty() && !flapping && legs.isEmpty();
    }

    /** Everything that is under way is over at once. */
    void finish() {
        while (!legs.isEmpty()) {
            legs.poll().atEnd().run();
        }
    }
}
