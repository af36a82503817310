package dev.evenkeel.screen;

import dev.evenkeel.journal.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** How far long work is. Counted by any thread; the figures are made by the screen's own. */
final class ShownProgress implements Progress {
    /** The rate shown is that of about the last three seconds. */
    private static final double MEMORY_SECONDS = 3;

    private static final int BAR = 10;
    /** Thirty days: what is further away is not estimated from three seconds. */
    private static final double LONGEST_ETA_SECONDS = 30 * 24 * 3600.0;

    private final String what;
    private final String unit;
    private final long total;
    private final Clock clock;
    private final Consumer<ShownProgress> onClose;
    private final Instant started;
    private final LongAdder done = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Instant ended;
    private Instant sampledAt;
    private long sampled;
    private double rate;

    ShownProgress(String what, String unit, long total, Clock clock, Consumer<ShownProgress> onClose) {
        this.what = what;
        this.unit = unit;
        this.total = total;
        this.clock = clock;
        this.onClose = onClose;
        this.started = clock.instant();
        this.sampledAt = started;
    }

    @Override
    public void advance(long units) {
        done.add(units);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ended = clock.instant();
            onClose.accept(this);
        }
    }

    /** {@code dump  ████████░░  78 %  182 MB of 233 MB  64 MB/s  ETA 1 s}. */
    String line(Style style) {
        String bar =
                percent().map(percent -> bar(percent, style.unicode()) + "  ").orElse("");
        return style.safe(what) + "  " + bar + figures("  ");
    }

    /** The same for a line that stays. */
    String sentence(Style style) {
        return style.safe(what) + " " + figures(", ");
    }

    /** {@code dump 233 MB in 3.6 s (64 MB/s)}. */
    String summary(Style style) {
        Duration took = Duration.between(started, ended);
        long millis = Math.max(1, took.toMillis());
        String sum = style.safe(what) + " " + amount(done.sum()) + " in " + Figures.time(took);
        double average = done.sum() * 1000.0 / millis;
        return Figures.showable(average) ? sum + " (" + amount(average) + "/s)" : sum;
    }

    private String figures(String separator) {
        sample();
        StringBuilder figures = new StringBuilder();
        percent().ifPresent(percent -> figures.append(percent).append(" %").append(separator));
        figures.append(amount(done.sum()));
        if (total > 0) {
            figures.append(
                    done.sum() > total ? ", more than the " + amount(total) + " estimated" : " of " + amount(total));
        }
        if (Figures.showable(rate)) {
            figures.append(separator).append(amount(rate)).append("/s");
        }
        eta().ifPresent(eta -> figures.append(separator).append("ETA ").append(Figures.time(eta)));
        return figures.toString();
    }

    private Optional<Integer> percent() {
        long sum = done.sum();
        return total > 0 && sum >= 0 && sum <= total ? Optional.of((int) (sum * 100.0 / total)) : Optional.empty();
    }

    /**
     * Only once there is something to estimate from: before one per cent every estimate is a lie, and so is one from a rate
     * that has fallen to nothing.
     */
    private Optional<Duration> eta() {
        long sum = done.sum();
        boolean known = total > 0 && sum <= total && sum * 100.0 >= total && Figures.showable(rate);
        double seconds = known ? Math.ceil((total - sum) / rate) : Double.MAX_VALUE;
        return seconds < LONGEST_ETA_SECONDS ? Optional.of(Duration.ofSeconds((long) seconds)) : Optional.empty();
    }

    private void sample() {
        Instant now = clock.instant();
        double seconds = Duration.between(sampledAt, now).toNanos() / 1e9;
        if (seconds < 0.05) {
            return;
        }
        long sum = done.sum();
        double latest = (sum - sampled) / seconds;
        double weight = sampledAt.equals(started) ? 1 : 1 - Math.exp(-seconds / MEMORY_SECONDS);
        rate += weight * (latest - rate);
        sampled = sum;
        sampledAt = now;
    }

    private String amount(double value) {
        return Figures.amount(value, unit);
    }

    private static String bar(int percent, boolean unicode) {
        int full = percent * BAR / 100;
        return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(BAR - full);
    }
}
