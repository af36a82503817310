package dev.evenkeel.run.compare;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a journal tells of a run that can be held against another one. */
final class RunFacts {
    final String run;
    /** By phase: its sentences. */
    final Map<String, List<String>> sentences = new LinkedHashMap<>();
    /** By phase and sentence: how long it took, in ms; of a step that was taken again the last time. */
    final Map<String, Long> steps = new LinkedHashMap<>();
    /** By table: the rows of the source, as they were compared last. */
    final Map<String, Long> rows = new TreeMap<>();
    /** By role: what the server said of itself. */
    final Map<String, String> versions = new TreeMap<>();
    /** What the run was begun with, and what its plan rests on. */
    final Map<String, String> settings = new TreeMap<>();
    /** In ms. */
    final Map<String, Long> times = new LinkedHashMap<>();

    String outcome = "not ended";
    String sha256 = "";
    boolean planned;
    private Optional<Instant> begun = Optional.empty();

    private RunFacts(String run) {
        this.run = run;
    }

    /** @throws JournalReader.BrokenJournal when the journal was altered */
    static RunFacts of(Path folder) {
        RunFacts facts = new RunFacts(folder.getFileName().toString());
        JournalReader.read(folder).forEach(facts::take);
        return facts;
    }

    /** What the plan of the run says of its servers. */
    void planned(Map<String, Map<String, String>> servers) {
        planned = true;
        servers.forEach((role, known) -> known.forEach((name, value) -> settings.put(role + ": " + name, value)));
    }

    private void take(Entry entry) {
        Event event = EventCodec.read(entry);
        if (event instanceof RunEvent.Started started) {
            started(started, entry.at());
        } else if (event instanceof RunEvent.Server server) {
            versions.put(server.role(), server.version());
            server.encrypted().ifPresent(encrypted -> settings.put(server.role() + ": encrypted", "" + encrypted));
        } else if (event instanceof PhaseEvent.Planned planned) {
            sentences.put(planned.id(), planned.steps());
        } else if (event instanceof PhaseEvent.StepEnded step) {
            step.millis()
                    .filter(millis -> step.outcome() != StepOutcome.SKIPPED)
                    .ifPresent(millis -> steps.put(step.phase() + ": " + step.text(), millis));
        } else if (event instanceof ParityEvent.Rows compared) {
            compared.tables().forEach(table -> table.rowsSource()
                    .filter(count -> count >= 0)
                    .ifPresent(count -> rows.put(table.schema() + "." + table.table(), count)));
        } else if (event instanceof MoveEvent.Cutover cutover) {
            cutover.frozenMillis().ifPresent(millis -> times.put("source frozen", millis));
            cutover.unavailableMillis().ifPresent(millis -> times.put("writes unavailable", millis));
        } else if (event instanceof RunEvent.Ended ended) {
            outcome = ended.outcome().map(Enum::name).orElse("unknown");
            begun.ifPresent(at ->
                    times.put("whole run", Duration.between(at, entry.at()).toMillis()));
        }
    }

    private void started(RunEvent.Started started, Instant at) {
        begun = begun.or(() -> Optional.of(at));
        sha256 = started.runbook().map(RunEvent.Runbook::sha256).orElse("");
        settings.put(
                "command",
                begun.filter(at::equals).map(first -> started.command()).orElse(settings.get("command")));
        settings.put("evenkeel", started.tool().version());
        settings.put("Java", started.tool().java());
        settings.put("environment", started.environment().name());
        settings.put("kind of servers", started.environment().kind());
        started.budgetMillis().ifPresent(millis -> settings.put("budget for the outage, ms", "" + millis));
        started.rows().ifPresent(count -> settings.put("rows of the sample database", "" + count));
        started.data()
                .filter(files -> !files.isEmpty())
                .ifPresent(files -> settings.put("data", String.join(" ", files)));
    }

    /** All sentences in order, each with its phase. */
    List<String> told() {
        List<String> told = new ArrayList<>();
        sentences.forEach((phase, steps) -> steps.forEach(step -> told.add(phase + ": " + step)));
        return told;
    }
}
