package dev.evenkeel.runbook;

/** A step's failure in the shape Cucumber and Allure may see: one redacted sentence, no cause, no stack trace. */
final class StepFailed extends RuntimeException {
    StepFailed(String sentence) {
        super(sentence, null, false, false);
    }
}
