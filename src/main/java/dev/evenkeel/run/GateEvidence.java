package dev.evenkeel.run;

import dev.evenkeel.approval.GateRequest.Shown;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.mariadb.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person at a gate is shown, from the run's journal. */
final class GateEvidence {
    private GateEvidence() {}

    /** @param budget for the time without writes */
    static List<Shown> of(Endpoint source, Duration budget, List<Entry> entries) {
        List<Shown> shown = new ArrayList<>();
        shown.add(new Shown("source", source.toString()));
        last(entries, ParityEvent.Rows.class)
                .ifPresent(rows -> shown.add(new Shown("rows", rows.verdict().word())));
        last(entries, ParityEvent.Objects.class)
                .ifPresent(part -> shown.add(
                        new Shown("objects", part.inventory().verdict().word())));
        last(entries, ParityEvent.Accounts.class)
                .ifPresent(part -> shown.add(
                        new Shown("accounts", part.inventory().verdict().word())));
        last(entries, ParityEvent.Settings.class)
                .ifPresent(part -> shown.add(
                        new Shown("settings", part.inventory().verdict().word())));
        last(entries, TrafficEvent.Forecast.class)
                .ifPresent(forecast -> shown.add(new Shown("freeze", oneLine(words(forecast)))));
        shown.add(new Shown("budget for the freeze", budget.toMillis() + " ms"));
        long deviations = Numbered.in(entries, Remark.Deviation.class).count();
        shown.add(new Shown("deviations", deviations + " in the journal"));
        return shown;
    }

    private static String words(TrafficEvent.Forecast told) {
        String now = "about " + (told.proofMillis() + told.behindMillis()) + " ms: the proof " + told.proofMillis()
                + " ms by the rates of this run, the target " + told.behindMillis() + " ms behind";
        return now
                + told.p50Millis()
                        .map(half -> "; " + told.earlierRuns() + " earlier runs of this runbook froze it for " + half
                                + " ms (half of them) to " + told.p95Millis().orElse(half) + " ms (95 of 100)")
                        .orElse("; no earlier run of this runbook to compare with")
                + (told.delays().isEmpty() ? "" : "; it could be delayed: " + String.join("; ", told.delays()));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static <E extends Event> Optional<E> last(List<Entry> entries, Class<E> type) {
        return Numbered.in(entries, type).map(Numbered::event).reduce((earlier, later) -> later);
    }
}
