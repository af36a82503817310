package dev.evenkeel.report;

import java.util.List;

/** What a person does next, by how the run ended. Every line is an action. */
final class NextSteps {
    private NextSteps() {}

    static List<String> of(Story story) {
        if (story.run().verification()) {
            return ofVerification(story);
        }
        Long exitCode = story.exitCode();
        if (exitCode == null) {
            return List.of(
                    "The run was cut off: servers that were started for it have ended with it, so start again.",
                    "On servers that go on: read below which steps had begun, and take them back by the runbook's undo scenarios.");
        }
        return switch (exitCode.intValue()) {
            case 0 -> done(story);
            case 2 -> List.of("Mend what the message names and start again; nothing was changed.");
            case 3 ->
                List.of(
                        "Leave the source as it is: it is serving and nothing is left to undo.",
                        "Look the rows up by table and key, and find what wrote them.",
                        "Rehearse again before the next attempt.");
            case 4 ->
                List.of(
                        "Mend what the failed step names; the changes were undone and that was checked.",
                        "Rehearse again before the next attempt.");
            case 5 ->
                List.of(
                        "Finish the undo by hand: the undo steps that failed are in the report.",
                        "Do not start another run on these servers before that.");
            case 6 ->
                List.of(
                        "Do not undo by habit: the point of no return is behind, writes may be on the target only.",
                        "Read the failed step, then decide between going forward and the way back.");
            case 7 -> List.of("A person has to decide at the gate; until then nothing more happens.");
            case 8 -> List.of("Nothing more happens. Begin again when the reason for the rejection is settled.");
            case 11 -> List.of("Begin again when you like; what had begun was undone.");
            case 12 -> List.of("Check the runbook's path and its steps: evenkeel steps");
            default -> List.of("Keep this folder and report the failure with it; no secret is in it.");
        };
    }

    /** It has only read, so nothing is ever left behind. */
    private static List<String> ofVerification(Story story) {
        String resume = "Go on where it was broken off: evenkeel verify --resume "
                + story.run().id() + ", with the same --reports. Or begin again: nothing was changed.";
        Long exitCode = story.exitCode();
        if (exitCode == null) {
            return List.of(resume);
        }
        return switch (exitCode.intValue()) {
            case 0 -> List.of("Read the limits of this comparison, and at which coordinates it holds.");
            case 3 ->
                story.parity().verdict() == Verdict.DIFFERENT
                        ? List.of("Look the rows up by table and key, and find what wrote them.")
                        : List.of("Mend what the reason names, for one by stopping what writes, and verify again.");
            case 11 -> List.of(resume);
            case 12 -> List.of("Choose tables that hold rows, or see whether the account may read them.");
            default -> List.of("Keep this folder and report the failure with it; no secret is in it.");
        };
    }

    private static List<String> done(Story story) {
        return story.run().rehearsal()
                ? List.of(
                        "Read the deviations and the limits of this evidence.",
                        "Rehearse with your own data: evenkeel rehearse --data FILE")
                : List.of(
                        "Read the deviations and the limits of this evidence.",
                        "Keep the source, fenced, until the way back is no longer wanted.");
    }
}
