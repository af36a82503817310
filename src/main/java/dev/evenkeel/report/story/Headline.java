package dev.evenkeel.report.story;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The verdict in words: one short line, the sentence that carries the figures, and what a person does next. It believes
 * the exit code only as far as the record bears it out.
 */
public record Headline(Level level, String word, String sentence, List<String> next) {
    public enum Level {
        GOOD,
        DOUBT,
        BAD
    }

    private static final int NAMED_TABLES = 5;

    public static Headline of(Story story) {
        Long exitCode = story.exitCode();
        if (story.ending().isEmpty() || exitCode == null) {
            return new Headline(Level.DOUBT, "Unfinished", unfinished(story), NextSteps.of(story));
        }
        if (exitCode == 0) {
            return done(story);
        }
        String word =
                switch (exitCode.intValue()) {
                    case 2 -> "Refused, nothing was changed";
                    case 3 -> differs(story) ? "Not the same" : "Not shown to be the same";
                    case 4 ->
                        story.undone()
                                ? "Failed and undone"
                                : story.changedNothing() ? "Failed, nothing was changed" : "Failed";
                    case 5 -> "Failed, undo incomplete";
                    case 6 -> "Failed after the point of no return";
                    case 7 -> "Waiting at a gate";
                    case 8 -> "Rejected";
                    case 11 -> "Interrupted";
                    case 12 -> story.run().verification() ? "Nothing was compared" : "Nothing was executed";
                    default -> "Failed";
                };
        Level level = exitCode == 7 || exitCode == 8 || exitCode == 11 ? Level.DOUBT : Level.BAD;
        return new Headline(level, word, failure(story), NextSteps.of(story));
    }

    private static Headline done(Story story) {
        List<String> doubts = doubts(story);
        if (!doubts.isEmpty()) {
            if (!story.notShown().isEmpty()) {
                doubts.add("Not shown: " + Story.NotShown.sentence(story.notShown()) + ".");
            }
            return new Headline(Level.DOUBT, "Done, with reservations", join(doubts), NextSteps.of(story));
        }
        if (!story.notShown().isEmpty()) {
            return new Headline(Level.DOUBT, "Done, not everything shown", success(story), NextSteps.of(story));
        }
        String word = story.run().verification() ? Verdict.SAME.word() : "Done and proved";
        return new Headline(Level.GOOD, word, success(story), NextSteps.of(story));
    }

    private static boolean differs(Story story) {
        Parity parity = story.parity();
        return parity.verdict() == Verdict.DIFFERENT || parity.tablesDiffer() || parity.inventoryDiffers();
    }

    /** What a run that calls itself done has not shown. */
    private static List<String> doubts(Story story) {
        List<String> doubts = new ArrayList<>();
        Parity parity = story.parity();
        if (parity.verdict() != Verdict.SAME) {
            doubts.add("The run ended as done, but " + unproved(parity) + ".");
        }
        story.workload().ifPresent(workload -> {
            if (positive(workload.lost()) || positive(workload.duplicated())) {
                doubts.add("The run ended as done, but of the acknowledged writes " + Format.number(workload.lost())
                        + " were lost and " + Format.number(workload.duplicated()) + " arrived twice.");
            }
        });
        story.drills().stream()
                .filter(drill -> drill.outcome() != Remark.DrillOutcome.NOTICED)
                .forEach(drill -> doubts.add("The drill “" + drill.name() + "” was "
                        + drill.outcome().word() + "."));
        if (overBudget(story)) {
            doubts.add("Writes were unavailable for " + outage(story) + ".");
        }
        return doubts;
    }

    private static String unproved(Parity parity) {
        if (parity.verdict() == Verdict.DIFFERENT) {
            return parity.once() ? "the servers are not the same" : "the rows are not the same";
        }
        if (parity.once()) {
            return "for part of it, the comparison could not decide whether it is the same";
        }
        if (parity.comparisons().isEmpty()) {
            return "rows were never compared";
        }
        if (parity.pinned().isEmpty() || parity.frozen().isEmpty()) {
            return "rows were not compared at the "
                    + (parity.frozen().isEmpty() ? MoveEvent.Coordinates.FROZEN : MoveEvent.Coordinates.PINNED)
                    + " coordinates";
        }
        return "for some tables, the comparison could not decide whether they are the same";
    }

    private static String success(Story story) {
        if (story.run().verification()) {
            return summary(story).orElse("Everything that was compared is the same.");
        }
        StringBuilder sentence = new StringBuilder(story.run().rehearsal() ? "Rehearsed end to end: " : "Moved: ")
                .append(counted(story))
                .append(" the same on source and target");
        story.workload().filter(workload -> workload.acknowledged().isPresent()).ifPresent(workload -> sentence.append(
                        ", all ")
                .append(Format.number(workload.acknowledged()))
                .append(" acknowledged writes arrived exactly once"));
        if (unavailableMillis(story) != null) {
            sentence.append(", and writes were unavailable for ").append(outage(story));
        }
        if (!story.notShown().isEmpty()) {
            sentence.append(", except: not shown: ").append(Story.NotShown.sentence(story.notShown()));
        }
        return sentence.append('.').toString();
    }

    /** The user's tables are not lost among those of the sample database. */
    private static String counted(Story story) {
        if (story.run().ownData()) {
            return Proved.ofData(story).counted(" of your data") + ", and "
                    + Proved.ofSample(story).counted(" of the sample database") + ", are";
        }
        return Format.count(story.parity().moved().size(), "table", "tables") + " with "
                + Format.count(rowsProved(story), "row is", "rows are");
    }

    private static String failure(Story story) {
        List<String> sentences = new ArrayList<>();
        List<Parity.TableParity> different = story.parity().tables().stream()
                .filter(table -> table.verdict() == Verdict.DIFFERENT)
                .toList();
        if (!different.isEmpty()) {
            int all = story.parity().tables().size();
            sentences.add(different.size() + " of " + Format.count(all, "table", "tables")
                    + (different.size() == 1 ? " does" : " do") + " not hold the same rows: " + names(different) + ".");
        }
        summary(story).ifPresent(sentences::add);
        // Before the first phase nothing has been done to whoever serves.
        if (story.phases().stream().anyMatch(Story.Phase::begun)) {
            sentences.add(serving(story));
        }
        return join(sentences);
    }

    private static Optional<String> summary(Story story) {
        return story.ending()
                .map(Story.Ending::summary)
                .filter(text -> !text.isEmpty())
                .map(text -> text.matches("(?s).*[.!?]") ? text : text + ".");
    }

    private static String unfinished(Story story) {
        if (story.chain().entries() == 0) {
            return "The journal holds no entry: nothing is known of this run.";
        }
        String where = story.phases().stream()
                .filter(phase -> phase.begun() && phase.outcome().isEmpty())
                .reduce((first, second) -> second)
                .map(phase -> " in the phase “" + phase.name() + "”")
                .orElse("");
        return "The journal ends" + where + " at "
                + Format.dateTime(story.chain().last())
                + " without the end of the run. What happened after that is not known."
                + (story.run().verification() ? "" : " " + serving(story));
    }

    public static String serving(Story story) {
        return switch (story.ending().map(Story.Ending::serving).orElse("")) {
            case "source" -> "The source is serving.";
            case "target" -> "The target is serving.";
            case "unknown" -> "Which server is serving is not known.";
            default -> "Which server is serving was not recorded.";
        };
    }

    /** Rows of the tables that are the same in the last comparison. */
    public static long rowsProved(Story story) {
        return Proved.ofAll(story).rows();
    }

    public static Long unavailableMillis(Story story) {
        return story.cutover().flatMap(MoveEvent.Cutover::unavailableMillis).orElse(null);
    }

    public static boolean overBudget(Story story) {
        Long unavailable = unavailableMillis(story);
        return unavailable != null && story.budgetMillis() != null && unavailable > story.budgetMillis();
    }

    /** "1.24 s of the 10.0 s allowed". */
    public static String outage(Story story) {
        Long budget = story.budgetMillis();
        String allowed = budget == null
                ? " (no limit was set)"
                : overBudget(story)
                        ? ", longer than the " + Format.duration(budget) + " allowed"
                        : " of the " + Format.duration(budget) + " allowed";
        return Format.duration(unavailableMillis(story)) + allowed;
    }

    private static String names(List<Parity.TableParity> tables) {
        String names = tables.stream()
                .limit(NAMED_TABLES)
                .map(Parity.TableParity::qualified)
                .collect(Collectors.joining(", "));
        return tables.size() > NAMED_TABLES ? names + " and " + (tables.size() - NAMED_TABLES) + " more" : names;
    }

    private static String join(List<String> sentences) {
        return String.join(" ", sentences);
    }

    private static boolean positive(Optional<Long> number) {
        return number.orElse(0L) > 0;
    }
}
