package dev.evenkeel.runbook;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.runbook.Phase.Place;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.vocabulary.RunObjectFactory;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import io.cucumber.core.backend.Backend;
import io.cucumber.core.gherkin.Feature;
import io.cucumber.core.gherkin.Pickle;
import io.cucumber.core.gherkin.messages.GherkinMessagesFeatureParser;
import io.cucumber.core.options.RuntimeOptions;
import io.cucumber.core.options.RuntimeOptionsBuilder;
import io.cucumber.core.runtime.Runtime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs a runbook in Cucumber. Nothing but the runbook and the step classes decides what happens: no properties, no
 * environment variables, no hooks, nothing published, and never Cucumber's own idea of success.
 */
public final class CucumberEngine {
    /** The folder of Allure's results within a run's folder. */
    public static final String ALLURE_RESULTS = "allure-results";

    private final StepCatalog catalog;
    private final Journal journal;
    private final CurrentStep current = new CurrentStep();

    public CucumberEngine(StepCatalog catalog, Journal journal) {
        this.catalog = catalog;
        this.journal = journal;
    }

    /** Follows the run step by step, for those who journal what a step does. */
    public CurrentStep currentStep() {
        return current;
    }

    /** Asks the run to stop before its next step; undo steps are still taken. For another thread to call. */
    public void interrupt() {
        current.interrupt();
    }

    /** Whether it was asked to. */
    public boolean interrupted() {
        return current.interrupted();
    }

    /**
     * Asks the run to stop at the next safe point and to take back everything that it has begun. For another thread to call.
     *
     * @param why who wants it, in a few words, for the record
     * @return false where the run has begun what cannot be undone, and continues
     */
    public boolean abort(String why) {
        return current.abort(why);
    }

    /** Has the run wait before each step that changes something and undoes nothing, for as long as this takes. */
    public void beforeChanges(Runnable hold) {
        current.beforeChanges(hold);
    }

    /**
     * Has a check made before each step that changes something, up to the point of no return; where it throws, the step is not
     * taken. Undo is not held up by it, nor what follows the point of no return: both end what would else stay open.
     */
    public void beforeEffects(Runnable check) {
        current.beforeEffects(check);
    }

    /**
     * Runs all phases, and undo when one fails. Called once.
     *
     * @param context the objects that step classes receive, by type, in their constructors
     */
    public Outcome run(Runbook runbook, Object... context) {
        Recorder recorder = new Recorder(journal);
        runbook.phases().forEach(recorder::planned);
        return run(runbook, runbook.phases(), recorder, new Conduct(runbook, recorder, current), context);
    }

    /**
     * Begins a run that another process may continue with, or continues one. Called once.
     *
     * @param replay what earlier processes have done of it
     */
    public Outcome run(Runbook runbook, Replay replay, Object... context) {
        Recorder recorder = new Recorder(journal);
        if (replay.isNew()) {
            runbook.phases().forEach(recorder::planned);
        }
        Conduct conduct = new Conduct(runbook, recorder, current, replay, Stopping.SUSPENDS);
        return run(runbook, runbook.phases(), recorder, conduct, context);
    }

    /**
     * Takes back what earlier processes have done, and does nothing else. Called once.
     *
     * @param undos the undo phases to be run, in this order
     * @param why one line, for the record
     */
    public Outcome undo(Runbook runbook, Replay replay, List<Phase> undos, String why, Object... context) {
        Recorder recorder = new Recorder(journal);
        Conduct conduct = new Conduct(runbook, recorder, current, replay, Stopping.UNDOES);
        conduct.undoOnly(undos, why);
        return run(runbook, undos, recorder, conduct, context);
    }

    /**
     * Takes the first phases, up to the first that changes anything or has a gate, and nothing else: to see what is in the way
     * of a run. Called once.
     *
     * @return how that ended; what was found is in the journal
     */
    public Outcome look(Runbook runbook, Object... context) {
        Recorder recorder = new Recorder(journal);
        Conduct conduct = new Conduct(runbook, recorder, current);
        List<Phase> first = runbook.phases().stream()
                .takeWhile(phase ->
                        phase.effect() == Effect.READ_ONLY && phase.gate().isEmpty() && !phase.isUndo())
                .toList();
        conduct.only(first);
        return run(runbook, first, recorder, conduct, context);
    }

    private Outcome run(Runbook runbook, List<Phase> phases, Recorder recorder, Conduct conduct, Object... context) {
        try {
            runtime(runbook, phases, List.of(context), recorder, conduct).run();
        } catch (RuntimeException | Error e) {
            conduct.broke(e);
        }
        return conduct.outcome();
    }

    private Runtime runtime(
            Runbook runbook, List<Phase> phases, List<Object> context, Recorder recorder, Conduct conduct) {
        RunObjectFactory factory = new RunObjectFactory(context);
        Optional<RunContext> run = context.stream()
                .filter(RunContext.class::isInstance)
                .map(RunContext.class::cast)
                .findFirst();
        Backend backend =
                catalog.backend(factory, (known, definition) -> new JournalledStep(known, definition, conduct, run));
        RuntimeOptions options = new RuntimeOptionsBuilder()
                .setThreads(1)
                .setPickleOrder(pickles -> ordered(pickles, phases))
                .setPublishQuiet(true)
                .build();
        return Runtime.builder()
                .withRuntimeOptions(options)
                .withClassLoader(catalog::loader)
                .withFeatureSupplier(() -> features(runbook))
                .withObjectFactorySupplier(() -> factory)
                .withBackendSupplier(() -> List.of(backend))
                .withAdditionalPlugins(
                        new PhaseListener(conduct),
                        new AllureResults(
                                journal.folder().resolve(ALLURE_RESULTS),
                                runbook.title(),
                                conduct::phase,
                                conduct::problem,
                                conduct::unshown,
                                recorder::allureBroken))
                .build();
    }

    /** From the text that was linted, not from the file again. */
    private static List<Feature> features(Runbook runbook) {
        return runbook.files().stream().map(CucumberEngine::feature).toList();
    }

    private static Feature feature(FeatureFile file) {
        try {
            InputStream text = new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8));
            return new GherkinMessagesFeatureParser()
                    .parse(file.uri(), text, UUID::randomUUID)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
    }

    private static List<Pickle> ordered(List<Pickle> pickles, List<Phase> phases) {
        List<Place> places = phases.stream().map(Phase::place).toList();
        return pickles.stream()
                .filter(pickle -> places.contains(
                        new Place(pickle.getUri(), pickle.getLocation().getLine())))
                .sorted(Comparator.comparingInt(pickle -> places.indexOf(
                        new Place(pickle.getUri(), pickle.getLocation().getLine()))))
                .toList();
    }
}
