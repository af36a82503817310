package dev.evenkeel.runbook;

import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.runbook.vocabulary.StepFailed;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventHandler;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.Result;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestStepFinished;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.AllureResultsWriter;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.cucumber7jvm.AllureCucumber7Jvm;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Allure's view of a run, in a folder of its own: with labels for phase, rule and effect, and with identities that
 * outlive edits of the runbook. It is a view only: when it breaks, the run continues.
 */
final class AllureResults implements ConcurrentEventListener, AllureResultsWriter {
    private final Path folder;
    private final AllureResultsWriter files;
    private final String runbook;
    private final Supplier<Optional<Phase>> phase;
    private final Supplier<Optional<String>> problem;
    private final Supplier<List<Unshown>> unshown;
    private final Consumer<RuntimeException> broken;

    /**
     * @param problem what the step that has just ended failed with
     * @param unshown the steps of the phase that could not be shown
     */
    AllureResults(
            Path folder,
            String runbook,
            Supplier<Optional<Phase>> phase,
            Supplier<Optional<String>> problem,
            Supplier<List<Unshown>> unshown,
            Consumer<RuntimeException> broken) {
        this.problem = problem;
        this.unshown = unshown;
        this.folder = folder;
        this.files = new FileSystemResultsWriter(folder);
        this.runbook = runbook;
        this.phase = phase;
        this.broken = broken;
    }

    @Override
    public void setEventPublisher(EventPublisher publisher) {
        new AllureCucumber7Jvm(new AllureLifecycle(this)).setEventPublisher(new Guarded(publisher, problem, broken));
    }

    @Override
    public void write(TestResult result) {
        phase.get().ifPresent(now -> {
            label(result, "phase", now.id());
            label(result, "rule", now.rule());
            label(result, "effect", now.effect().label());
            result.setHistoryId(UUID.nameUUIDFromBytes((runbook + "#" + now.id()).getBytes(StandardCharsets.UTF_8))
                    .toString());
        });
        asShown(result, unshown.get());
        result.setUuid(Optional.ofNullable(result.getUuid())
                .orElseGet(() -> UUID.randomUUID().toString()));
        empty(result.getUuid() + "-result.json");
        files.write(result);
    }

    /** Cucumber takes them for passed. Allure has no word for them; skipped comes nearest, and the message says what it is. */
    private static void asShown(TestResult result, List<Unshown> unshown) {
        for (Unshown one : unshown) {
            result.getSteps().stream().skip(one.step() - 1L).findFirst().ifPresent(step -> step.setStatus(
                            io.qameta.allure.model.Status.SKIPPED)
                    .setStatusDetails(new StatusDetails().setMessage(Unshown.sentence(List.of(one)))));
        }
        if (!unshown.isEmpty() && result.getStatus() == io.qameta.allure.model.Status.PASSED) {
            result.setStatus(io.qameta.allure.model.Status.SKIPPED)
                    .setStatusDetails(new StatusDetails().setMessage(Unshown.sentence(unshown)));
        }
    }

    @Override
    public void write(TestResultContainer container) {
        container.setUuid(Optional.ofNullable(container.getUuid())
                .orElseGet(() -> UUID.randomUUID().toString()));
        empty(container.getUuid() + "-container.json");
        files.write(container);
    }

    @Override
    public void write(String source, InputStream attachment) {
        try (attachment) {
            PrivateFiles.write(PrivateFiles.folder(folder).resolve(source), attachment.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Allure's attachment " + source + " cannot be written: " + e, e);
        }
    }

    /** Allure writes on a file that is there, and would make one that others can read. */
    private void empty(String name) {
        try {
            PrivateFiles.write(PrivateFiles.folder(folder).resolve(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException("Allure's result " + name + " cannot be written: " + e, e);
        }
    }

    private static void label(TestResult result, String name, String value) {
        result.getLabels().add(new Label().setName(name).setValue(value));
    }

    private record Guarded(
            EventPublisher publisher, Supplier<Optional<String>> problem, Consumer<RuntimeException> broken)
            implements EventPublisher {
        @Override
        public <T> void registerHandlerFor(Class<T> type, EventHandler<T> handler) {
            publisher.registerHandlerFor(type, event -> {
                try {
                    handler.receive(type.cast(event instanceof TestStepFinished step ? asItEnded(step) : event));
                } catch (RuntimeException e) {
                    broken.accept(e);
                }
            });
        }

        /** A step that failed in a phase that continues passed, as Cucumber sees it. */
        private TestStepFinished asItEnded(TestStepFinished event) {
            Result result = event.getResult();
            return problem.get()
                    .filter(sentence -> result.getStatus() == Status.PASSED)
                    .map(sentence -> new TestStepFinished(
                            event.getInstant(),
                            event.getTestCase(),
                            event.getTestStep(),
                            new Result(Status.FAILED, result.getDuration(), new StepFailed(sentence))))
                    .orElse(event);
        }

        @Override
        public <T> void removeHandlerFor(Class<T> type, EventHandler<T> handler) {
            throw new UnsupportedOperationException("handlers stay for the whole run");
        }
    }
}
