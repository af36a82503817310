package dev.evenkeel.screen;

import dev.evenkeel.journal.Observer.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The current wait, with its trend where the value begins with a number. */
final class ShownWait {
    /** A wait that was not told again for so long is over. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private static final Pattern NUMBER = Pattern.compile("^(\\d[\\d,]*)(?![\\d.:])");

    private final Instant began;
    private final double first;
    private Instant at;
    private Waiting latest;

    ShownWait(Waiting waiting, Instant at) {
        this.latest = waiting;
        this.at = at;
        this.began = at;
        this.first = number(waiting.value());
    }

    /** The same wait continues. */
    boolean continuedBy(Waiting waiting) {
        return latest.what().equals(waiting.what()) && waiting.since().compareTo(latest.since()) >= 0;
    }

    void look(Waiting waiting, Instant now) {
        latest = waiting;
        at = now;
    }

    boolean stale(Instant now) {
        return Duration.between(at, now).compareTo(STALE) > 0;
    }

    String line(Style style, Instant now) {
        Duration sinceLook = Duration.between(at, now);
        return "waiting for " + style.safe(latest.what()) + ": " + style.safe(latest.value()) + trend(style)
                + ", goal " + style.safe(latest.goal())
                + ", since " + Figures.time(Figures.sum(latest.since(), sinceLook))
                + (latest.left().equals(Waiting.FOR_EVER)
                        ? ""
                        : ", gives up in " + Figures.time(Figures.sum(latest.left(), sinceLook.negated())));
    }

    private String trend(Style style) {
        double seconds = Duration.between(began, at).toMillis() / 1000.0;
        double change = number(latest.value()) - first;
        if (Double.isNaN(change) || seconds < 1 || !Figures.showable(Math.abs(change) / seconds)) {
            return "";
        }
        String rate = Figures.amount(Math.abs(change) / seconds, "").strip() + "/s";
        String direction = change > 0 ? "up " : "down ";
        String arrow = change > 0 ? "↑ " : "↓ ";
        return " (" + (style.unicode() ? arrow : direction) + rate + ")";
    }

    private static double number(String value) {
        Matcher matcher = NUMBER.matcher(value);
        return matcher.find() ? Double.parseDouble(matcher.group(1).replace(",", "")) : Double.NaN;
    }
}
