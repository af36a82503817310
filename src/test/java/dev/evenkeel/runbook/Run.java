package dev.evenkeel.runbook;

import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.runbook.worldglue.World;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One run of the engine in a folder of its own, for tests. */
public final class Run {
    public static final Path MOVE = Path.of("src/test/resources/runbooks/move.feature");
    public static final Path LOST_ROW = Path.of("src/test/resources/runbooks/lost-row.feature");

    final Path folder;
    final Redactor redactor = new Redactor();
    final Journal journal;
    final World world;
    final CucumberEngine engine;
    private final StepCatalog catalog;

    Run(Path folder) {
        this.folder = folder;
        this.journal = Journal.create(folder, Clock.systemUTC(), redactor, Observer.NONE);
        this.world = new World(journal);
        this.catalog = StepCatalog.of(Run.class.getClassLoader(), "dev.evenkeel.runbook.worldglue");
        this.engine = new CucumberEngine(catalog, journal);
    }

    Outcome of(Path runbook) {
        return engine.run(Runbook.read(runbook, Optional.empty(), catalog), world);
    }

    Outcome of(Path runbook, Path drill) {
        return engine.run(Runbook.read(runbook, Optional.of(drill), catalog), world);
    }

    List<Entry> entries() {
        return JournalReader.read(folder);
    }

    List<Entry> entries(String kind) {
        return entries().stream().filter(entry -> entry.kind().equals(kind)).toList();
    }

    /** How each phase ended: {@code copy passed}, {@code switch skipped: halted by prove, step 2}. */
    List<String> phases() {
        return entries("PHASE_ENDED").stream()
                .map(entry -> Raw.text(entry, "id") + " " + Raw.text(entry, "outcome")
                        + (Raw.text(entry, "reason").isEmpty() ? "" : ": " + Raw.text(entry, "reason")))
                .toList();
    }

    /** How the steps of a phase ended. */
    String steps(String phase) {
        return entries("STEP_ENDED").stream()
                .filter(entry -> Raw.text(entry, "phase").equals(phase))
                .map(entry -> Raw.number(entry, "index") + " " + Raw.text(entry, "outcome")
                        + (Raw.text(entry, "error").isEmpty() ? "" : ": " + Raw.text(entry, "error")))
                .collect(Collectors.joining("\n"));
    }
}
