package dev.evenkeel.report.story;

import java.util.ArrayList;
import java.util.List;

/** What a person does next, by how the run ended. Every line is an action, and claims only what the record bears out. */
public final class NextSteps {
    private static final String KEEP =
            "Keep this folder and report the failure with its journal; passwords are not in it";

    private NextSteps() {}

    public static List<String> of(Story story) {
        if (story.run().verification()) {
            return ofVerification(story);
        }
        List<String> next = new ArrayList<>(ofRun(story));
        next.addAll(Math.min(1, next.size()), story.left());
        return next;
    }

    private static List<String> ofRun(Story story) {
        Long exitCode = story.exitCode();
        if (exitCode == null) {
            return List.of(
                    story.run().onGivenServers()
                            ? "The run was cut off, and the servers are still running: read below which steps had begun, and undo them by the runbook's undo scenarios."
                            : "The run was cut off, and the servers that were started for it are used by nobody: start again.");
        }
        return switch (exitCode.intValue()) {
            case 0 -> done(story);
            case 2 -> List.of("Fix what the message names, all of it, and start again; nothing was changed.");
            case 3 -> notProved(story);
            case 4 ->
                List.of("Fix what the failed step names" + undone(story), "Rehearse again before the next attempt.");
            case 5 ->
                List.of(
                        "Finish the undo by hand: the undo steps that failed are in the report.",
                        "Do not start another run on these servers before that.");
            case 6 ->
                List.of(
                        "Do not roll back by reflex: some writes may exist only on the target.",
                        "Read the failed step, then decide whether to go forward or back.");
            case 7 -> List.of("A person has to decide at the gate; until then the run waits.");
            case 8 -> List.of("The run has ended. Start a new one when the reason for the rejection is settled.");
            case 11 -> List.of("Begin again when you like" + undone(story));
            case 12 -> List.of("Check the runbook's path and its steps: evenkeel steps");
            default -> List.of(KEEP + (dumped(story) ? ". The dump in it holds your rows." : "."));
        };
    }

    private static String undone(Story story) {
        if (story.changedNothing()) {
            return "; nothing was changed.";
        }
        if (!story.undone()) {
            return ".";
        }
        return story.left().isEmpty()
                ? "; the changes were undone and that was checked."
                : "; the changes of this run were undone, see what follows.";
    }

    private static List<String> notProved(Story story) {
        List<String> next = new ArrayList<>();
        if (story.ending().filter(ending -> ending.serving().equals("source")).isPresent()) {
            next.add("Leave the source as it is: it is serving.");
        }
        next.addAll(unequal(story));
        next.add("Rehearse again before the next attempt.");
        return next;
    }

    /** By what differs: rows have keys, other things have names, and what was not told has a reason. */
    private static List<String> unequal(Story story) {
        Parity parity = story.parity();
        List<String> next = new ArrayList<>();
        if (parity.rowsDiffer()) {
            next.add("Look the rows up by table and key, and find what wrote them.");
        } else if (parity.tablesDiffer()) {
            next.add("See how the named tables differ, and make them equal.");
        }
        if (parity.inventoryDiffers()) {
            next.add(
                    "Make objects, accounts and settings equal where they differ, or accept a difference by name in the profile if the target cannot have it.");
        }
        if (next.isEmpty()) {
            next.add("Fix what the reason names, for example by stopping what writes.");
        }
        return next;
    }

    private static boolean dumped(Story story) {
        return story.transfers().stream().anyMatch(transfer -> !transfer.file().isEmpty());
    }

    /** It has only read, so it never leaves anything. */
    private static List<String> ofVerification(Story story) {
        String resume = "Continue where it was interrupted: evenkeel verify --resume "
                + story.run().id() + ", with the same --reports. Or begin again: nothing was changed.";
        Long exitCode = story.exitCode();
        if (exitCode == null) {
            return List.of(resume);
        }
        return switch (exitCode.intValue()) {
            case 0 -> List.of("Read the limits of this comparison, and at which coordinates it holds.");
            case 3 -> {
                List<String> next = new ArrayList<>(unequal(story));
                next.add("Verify again after that.");
                yield next;
            }
            case 11 -> List.of(resume);
            case 12 -> List.of("Choose tables that hold rows, or see whether the account may read them.");
            default ->
                List.of(KEEP + (story.run().showsValues() ? ". It holds values of rows, as was asked for." : "."));
        };
    }

    private static List<String> done(Story story) {
        List<String> next = new ArrayList<>(List.of("Read the deviations and the limits of this evidence."));
        if (!story.run().rehearsal() || story.run().onGivenServers()) {
            next.add("Keep the source, closed for writes, until you no longer need a way back.");
        } else if (story.run().data().isEmpty()) {
            next.add("Rehearse with your own data: evenkeel rehearse --data FILE");
        }
        return next;
    }
}
