package dev.evenkeel.run;

import dev.evenkeel.approval.GateRequest.Shown;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.runbook.glue.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person at a gate is shown, from the run's journal. */
final class GateEvidence {
    private static final String FORECAST = "the freeze is expected to last ";

    private GateEvidence() {}

    static List<Shown> of(RunContext run, List<Entry> entries) {
        List<Shown> shown = new ArrayList<>();
        shown.add(
                new Shown("source", run.servers().master(Role.SOURCE).endpoint().toString()));
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
        Numbered.in(entries, Remark.Note.class)
                .map(note -> note.event().text())
                .filter(text -> text.startsWith(FORECAST))
                .reduce((earlier, later) -> later)
                .ifPresent(text -> shown.add(new Shown("freeze", oneLine(text.substring(FORECAST.length())))));
        shown.add(new Shown(
                "budget for the freeze", run.profile().budgets().outage().toMillis() + " ms"));
        long deviations = Numbered.in(entries, Remark.Deviation.class).count();
        shown.add(new Shown("deviations", deviations + " in the journal"));
        return shown;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static <E extends dev.evenkeel.event.Event> Optional<E> last(List<Entry> entries, Class<E> type) {
        return Numbered.in(entries, type).map(Numbered::event).reduce((earlier, later) -> later);
    }
}
