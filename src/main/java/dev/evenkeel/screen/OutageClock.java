package dev.evenkeel.screen;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock that runs while the source is frozen. It starts with the frozen coordinates and is stopped by the journal's
 * own account of the cutover, or by the end of the run: never by a guess that writing continues again.
 */
final class OutageClock {
    private Instant since;
    private Duration budget = Duration.ZERO;

    void entry(Entry entry) {
        Event event = EventCodec.read(entry);
        if (event instanceof RunEvent.Started started) {
            budget = started.budgetMillis().map(Duration::ofMillis).orElse(Duration.ZERO);
        } else if (event instanceof MoveEvent.Coordinates at && at.which().equals(MoveEvent.Coordinates.FROZEN)) {
            since = entry.at();
        } else if (event instanceof MoveEvent.Cutover || event instanceof RunEvent.Ended) {
            since = null;
        }
    }

    boolean running() {
        return since != null;
    }

    /** A line for a terminal, to be seen from across the room. */
    String line(Style style, Instant now) {
        Duration frozen = Duration.between(since, now);
        if (budget.isZero()) {
            return " " + style.paint(Color.ALARM, " SOURCE FROZEN  " + Figures.clock(frozen) + " ");
        }
        double part = frozen.toMillis() / (double) budget.toMillis();
        Color color = part >= 1 ? Color.ALARM_RED : part >= 0.75 ? Color.ALARM_AMBER : Color.ALARM;
        String word = part >= 1 ? "  OVER BUDGET" : part >= 0.75 ? "  budget nearly used" : "";
        String alarm = " SOURCE FROZEN  " + Figures.clock(frozen) + " ";
        String rest = "  of " + Figures.clock(budget) + word;
        int room = Math.max(1, style.room() - 1 - SafeText.columns(alarm));
        return " " + style.paint(color, alarm) + SafeText.cut(rest, room, style.unicode());
    }

    /** The same as a part of a line. */
    String sentence(Instant now) {
        return "source frozen for " + Figures.time(Duration.between(since, now))
                + (budget.isZero() ? "" : " of " + Figures.time(budget));
    }
}
