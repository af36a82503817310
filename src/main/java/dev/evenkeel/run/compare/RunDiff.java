package dev.evenkeel.run.compare;

import dev.evenkeel.screen.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * In what two runs differ: sentences, durations, rows, versions, settings.
 *
 * @param sentences those that only one of them has, with the name of that run
 * @param durations of the steps and the whole in ms; both where both took them
 * @param notCompared what could not be compared, and why
 */
public record RunDiff(
        String left,
        String right,
        List<Difference> outcome,
        List<Difference> sentences,
        List<Took> durations,
        List<Difference> rows,
        List<Difference> versions,
        List<Difference> settings,
        List<String> notCompared) {
    public RunDiff {
        outcome = List.copyOf(outcome);
        sentences = List.copyOf(sentences);
        durations = List.copyOf(durations);
        rows = List.copyOf(rows);
        versions = List.copyOf(versions);
        settings = List.copyOf(settings);
        notCompared = List.copyOf(notCompared);
    }

    /** Something that is not the same; empty where a run does not have it. */
    public record Difference(String what, String left, String right) {}

    /** @param drifted whether one took half as long again as the other, and two seconds more */
    public record Took(String what, Optional<Long> leftMillis, Optional<Long> rightMillis, boolean drifted) {}

    /**
     * @param planned what the plans of the runs say of their servers; empty for a run without a plan
     * @throws dev.evenkeel.journal.JournalReader.BrokenJournal when a journal was altered
     */
    public static RunDiff of(
            Path left,
            Optional<Map<String, Map<String, String>>> plannedLeft,
            Path right,
            Optional<Map<String, Map<String, String>>> plannedRight) {
        RunFacts one = RunFacts.of(left);
        RunFacts other = RunFacts.of(right);
        List<String> notCompared = new ArrayList<>();
        if (plannedLeft.isPresent() && plannedRight.isPresent()) {
            plannedLeft.ifPresent(one::planned);
            plannedRight.ifPresent(other::planned);
        } else {
            notCompared.add("the settings of the servers: only a run of a plan keeps them, and "
                    + (plannedLeft.isPresent()
                            ? other.run + " is none"
                            : plannedRight.isPresent() ? one.run + " is none" : "neither run is one"));
        }
        if (one.rows.isEmpty() || other.rows.isEmpty()) {
            notCompared.add("rows: " + (one.rows.isEmpty() ? one.run : other.run) + " has compared none");
        }
        return new RunDiff(
                one.run,
                other.run,
                one.outcome.equals(other.outcome)
                        ? List.of()
                        : List.of(new Difference("outcome", one.outcome, other.outcome)),
                sentences(one, other),
                durations(one, other),
                one.rows.isEmpty() || other.rows.isEmpty() ? List.of() : differences(one.rows, other.rows),
                differences(one.versions, other.versions),
                differences(one.settings, other.settings),
                notCompared);
    }

    private static List<Difference> sentences(RunFacts one, RunFacts other) {
        List<String> left = one.told();
        List<String> right = other.told();
        List<Difference> found = new ArrayList<>();
        left.stream().filter(step -> !right.contains(step)).forEach(step -> found.add(new Difference(step, "yes", "")));
        right.stream().filter(step -> !left.contains(step)).forEach(step -> found.add(new Difference(step, "", "yes")));
        if (found.isEmpty() && !left.equals(right)) {
            found.add(new Difference("the same sentences", "in this order", "in another order"));
        } else if (found.isEmpty() && !one.sha256.equals(other.sha256)) {
            found.add(new Difference("the feature file, in what is not a sentence", one.sha256, other.sha256));
        }
        return found;
    }

    private static List<Took> durations(RunFacts one, RunFacts other) {
        Map<String, Long> left = new LinkedHashMap<>(one.times);
        left.putAll(one.steps);
        Map<String, Long> right = new LinkedHashMap<>(other.times);
        right.putAll(other.steps);
        Set<String> all = new LinkedHashSet<>(left.keySet());
        all.addAll(right.keySet());
        return all.stream()
                .map(what -> took(what, left.get(what), right.get(what)))
                .toList();
    }

    private static Took took(String what, Long left, Long right) {
        boolean drifted = left != null
                && right != null
                && new Band(Duration.ofMillis(Math.min(left, right)), Duration.ofMillis(Math.min(left, right)))
                        .isLeftBy(Duration.ofMillis(Math.max(left, right)));
        return new Took(what, Optional.ofNullable(left), Optional.ofNullable(right), drifted);
    }

    private static <V> List<Difference> differences(Map<String, V> left, Map<String, V> right) {
        Set<String> all = new TreeSet<>(left.keySet());
        all.addAll(right.keySet());
        return all.stream()
                .map(what -> new Difference(what, text(left.get(what)), text(right.get(what))))
                .filter(found -> !found.left().equals(found.right()))
                .toList();
    }

    private static String text(Object value) {
        return Optional.ofNullable(value).map(Object::toString).orElse("");
    }

    /** For a person: what differs, and of durations those that matter. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(left + " and " + right);
        part(lines, "outcome", outcome);
        part(lines, "sentences", sentences);
        part(lines, "versions", versions);
        part(lines, "settings", settings);
        part(lines, "rows of the source", rows);
        List<Took> shown = durations.stream()
                .filter(took -> took.drifted()
                        || took.leftMillis().isPresent() != took.rightMillis().isPresent())
                .toList();
        lines.add("durations: " + (durations.size() - shown.size()) + " are alike" + (shown.isEmpty() ? "" : ", but"));
        shown.forEach(took ->
                lines.add("  " + took.what() + ": " + time(took.leftMillis()) + ", then " + time(took.rightMillis())));
        notCompared.forEach(one -> lines.add("not compared: " + one));
        return lines;
    }

    private static void part(List<String> lines, String name, List<Difference> found) {
        lines.add(name + (found.isEmpty() ? ": the same" : ":"));
        found.forEach(
                one -> lines.add("  " + one.what() + ": " + orNone(one.left()) + ", then " + orNone(one.right())));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static String time(Optional<Long> millis) {
        return millis.map(Duration::ofMillis).map(Figures::time).orElse("not taken");
    }
}
