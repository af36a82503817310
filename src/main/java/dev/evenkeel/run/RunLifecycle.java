package dev.evenkeel.run;

import dev.evenkeel.environment.Hook;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.hook.Hooks;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalLost;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.report.Reports;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.run.spans.SpanExport;
import dev.evenkeel.screen.Screen;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What every run has in common: a journal in its folder, its first entry, whatever happens, its last entry, and the reports.
 *
 * @param folder of the run; its name is the run's id
 * @param screen is shown what happens
 * @param redactor knows the passwords of the run
 * @param hooks the programs that are started when something happens
 * @param watcher receives each entry once it is on disk and before the run continues
 */
public record RunLifecycle(
        Path folder, Screen screen, Clock clock, Redactor redactor, List<Hook> hooks, Observer watcher) {
    public RunLifecycle {
        hooks = List.copyOf(hooks);
    }

    /** The screen watches. */
    public RunLifecycle(Path folder, Screen screen, Clock clock, Redactor redactor, List<Hook> hooks) {
        this(folder, screen, clock, redactor, hooks, screen);
    }

    /** Nobody but the screen is told. */
    public RunLifecycle(Path folder, Screen screen, Clock clock, Redactor redactor) {
        this(folder, screen, clock, redactor, List.of());
    }

    /** What happens between the first entry and the last. */
    public interface Body {
        /** @return the last entry */
        RunEvent.Ended run(Journal journal);

        /** The last entry after an exception that nobody expected, whose trace is kept as evidence. */
        default RunEvent.Ended broke(Journal journal, String sentence) {
            return new RunEvent.Ended(ExitCode.BUG, sentence, "unknown");
        }

        /** What to do when the journal takes no more entries, once there is room again. */
        default String afterLoss() {
            return "start again; what was begun on servers of its own ended with the run";
        }

        /** What a person is shown before the summary of the reports. */
        default List<String> lines() {
            return List.of();
        }
    }

    /** The version of this program, for the first entry. */
    public static RunEvent.Tool tool() {
        return new RunEvent.Tool(ToolVersion.text(), Runtime.version().toString());
    }

    /** What the journal of this run calls it. */
    public String runId() {
        return folder.getFileName().toString();
    }

    /**
     * A new run.
     *
     * @throws UncheckedIOException when its journal cannot be written
     */
    public ExitCode begin(RunEvent.Started started, Body body) {
        SpanExport spans = spans();
        Hooks told = new Hooks(hooks, folder, spans);
        return live(Journal.create(folder, clock, redactor, told), told, spans, started, body);
    }

    /**
     * Another attempt at a run, after its journal.
     *
     * @throws Journal.InUse when another process has it open
     * @throws UncheckedIOException when its journal cannot be written
     */
    public ExitCode goOn(RunEvent.Started started, Body body) {
        SpanExport spans = spans();
        Hooks told = new Hooks(hooks, folder, spans);
        return live(Journal.reopen(folder, clock, redactor, told), told, spans, started, body);
    }

    private SpanExport spans() {
        return SpanExport.of(System.getenv(), runId(), watcher, screen::say);
    }

    private ExitCode live(Journal opened, Hooks told, SpanExport spans, RunEvent.Started started, Body body) {
        RunEvent.Ended ended;
        try (Journal journal = opened) {
            try {
                started.enter(journal);
                ended = guarded(journal, body);
                told.ending(ended, clock.instant(), journal);
                ended.enter(journal);
            } catch (JournalLost e) {
                screen.block(List.of(
                        "Interrupted: " + e.getMessage() + ". Nothing was begun that it does not hold.",
                        "next        make room there, then " + body.afterLoss()));
                return ExitCode.INTERRUPTED;
            }
        } finally {
            spans.close();
        }
        report(body);
        return ended.outcome().orElseThrow();
    }

    private static RunEvent.Ended guarded(Journal journal, Body body) {
        try {
            return body.run(journal);
        } catch (JournalLost e) {
            throw e;
        } catch (RuntimeException | Error e) {
            StackTrace.keep(journal, e);
            return body.broke(journal, Broken.sentence(e));
        }
    }

    /** How the run ended is in the journal; a report that cannot be written does not change it. */
    private void report(Body body) {
        try {
            Optional<Path> allure = Reports.hasResults(folder) ? RunFolder.allureHome(screen::say) : Optional.empty();
            Reports.Written written = Reports.write(folder, allure, System.getenv());
            written.problems().forEach(screen::say);
            screen.block(body.lines());
            screen.block(written.summary());
        } catch (UncheckedIOException | OrdinaryFile.Unfit | Error e) {
            screen.block(List.of("No report: " + Broken.sentence(e)));
        }
    }
}
