package dev.evenkeel.runbook.vocabulary;

/** A step's failure in the shape Cucumber and Allure may see: one redacted sentence, no cause, no stack trace. */
public final class StepFailed extends RuntimeException {
    public StepFailed(String sentence) {
        super(sentence, null, false, false);
    }
}
