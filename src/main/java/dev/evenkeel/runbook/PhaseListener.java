package dev.evenkeel.runbook;

import dev.evenkeel.runbook.Phase.Place;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestCase;
import io.cucumber.plugin.event.TestCaseFinished;
import io.cucumber.plugin.event.TestCaseStarted;
import io.cucumber.plugin.event.TestStepFinished;
import io.cucumber.plugin.event.TestStepStarted;
import java.util.Optional;

/** Tells the conduct of a run where Cucumber is. With one thread, events come when they happen. */
record PhaseListener(Conduct conduct) implements ConcurrentEventListener {
    @Override
    public void setEventPublisher(EventPublisher publisher) {
        publisher.registerHandlerFor(TestCaseStarted.class, this::started);
        publisher.registerHandlerFor(TestStepStarted.class, this::stepStarted);
        publisher.registerHandlerFor(TestStepFinished.class, this::stepFinished);
        publisher.registerHandlerFor(TestCaseFinished.class, event -> guarded(conduct::phaseEnded));
    }

    private void started(TestCaseStarted event) {
        TestCase scenario = event.getTestCase();
        guarded(() -> conduct.phaseStarts(
                new Place(scenario.getUri(), scenario.getLocation().getLine())));
    }

    private void stepStarted(TestStepStarted event) {
        if (event.getTestStep() instanceof PickleStepTestStep step) {
            guarded(() -> conduct.stepStarts(
                    step.getStep().getKeyword().strip(), step.getStep().getText()));
        }
    }

    private void stepFinished(TestStepFinished event) {
        if (event.getTestStep() instanceof PickleStepTestStep) {
            guarded(() -> conduct.stepEnded(
                    Optional.ofNullable(event.getResult().getError()),
                    event.getResult().getStatus() == Status.SKIPPED));
        }
    }

    /** What a listener throws, Cucumber would carry past the end of the scenario and then begin the next one. */
    private void guarded(Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException | Error e) {
            conduct.broke(e);
        }
    }
}
