package dev.evenkeel.runbook;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a drill, from the journal alone. Noticed: the damage was done, and then the run failed at the step and for the
 * reason that the drill states, or passed the steps that it states, and ended as expected. A run that fails before the damage is
 * done has noticed nothing, however well its exit code fits.
 */
public final class DrillVerdict {
    private static final Set<String> WRONG = Set.of("failed", "different", "inconclusive");

    private final Drill drill;
    private final List<Entry> entries;

    private DrillVerdict(Drill drill, List<Entry> entries) {
        this.drill = drill;
        this.entries = entries;
    }

    private record Judged(String outcome, String why) {}

    /**
     * The data of the journal's entry.
     *
     * @param neverHappened what was planned to break and never did
     */
    public static Map<String, Object> of(Drill drill, List<Entry> entries, ExitCode code, List<String> neverHappened) {
        DrillVerdict verdict = new DrillVerdict(drill, entries);
        Judged judged = verdict.judge(code, neverHappened);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", drill.name());
        data.put("expected", verdict.expected());
        data.put("observed", inWords(code) + "; " + judged.why());
        data.put("outcome", judged.outcome());
        return data;
    }

    private Judged judge(ExitCode code, List<String> neverHappened) {
        Optional<Entry> failure = failure();
        if (!neverHappened.isEmpty()) {
            return new Judged("not reached", "never happened: " + String.join(", ", neverHappened) + after(failure));
        }
        Optional<Long> done = damageDone();
        if (done.isEmpty()) {
            return new Judged("not reached", "the damage was not done" + after(failure));
        }
        if (failure.filter(failed -> failed.seq() < done.get()).isPresent()) {
            return new Judged("not reached", "the run failed before the damage was done" + after(failure));
        }
        if (!drill.expected().contains(code)) {
            return new Judged("missed", "the damage was done" + after(failure));
        }
        return code == ExitCode.DONE ? outlived(done.get()) : failed(failure);
    }

    private Judged outlived(long since) {
        List<String> lacking = drill.notice().passes().stream()
                .filter(part -> stepsEnded()
                        .noneMatch(step -> step.seq() > since
                                && step.text("outcome").equals("passed")
                                && Phrase.in(step.text("text"), part)))
                .toList();
        return lacking.isEmpty()
                ? new Judged("noticed", "the damage was done, and what had to pass after it did")
                : new Judged(
                        "missed", "the damage was done, and nothing passed after it with the words " + words(lacking));
    }

    private Judged failed(Optional<Entry> failure) {
        boolean noticed = failure.filter(step -> one(drill.notice().failsAt(), step.text("text"))
                        && one(drill.notice().because(), step.text("error"))
                        && !step.text("phase").startsWith(Phase.DRILL_PREFIX))
                .isPresent();
        return new Judged(noticed ? "noticed" : "missed", "the damage was done" + after(failure));
    }

    private static boolean one(List<String> parts, String sentence) {
        return parts.isEmpty() || parts.stream().anyMatch(part -> Phrase.in(sentence, part));
    }

    /** The place in the journal behind which the effects of all of it are seen; empty where it was not done to its end. */
    private Optional<Long> damageDone() {
        long last = 0;
        for (Drill.Damage damage : drill.damage()) {
            Optional<Entry> ended = stepsEnded()
                    .filter(step -> step.text("phase").equals(damage.phase())
                            && step.number("index") == damage.step()
                            && step.text("outcome").equals("passed"))
                    .findFirst();
            if (ended.isEmpty()) {
                return Optional.empty();
            }
            last = Math.max(last, ended.get().seq());
        }
        List<Long> broken = damage("done").map(this::began).sorted().toList();
        int needed = (int) drill.damage().stream().filter(Drill.Damage::breaks).count();
        if (drill.damage().isEmpty() || broken.size() < needed) {
            return Optional.empty();
        }
        return Optional.of(needed == 0 ? last : Math.max(last, broken.get(needed - 1)));
    }

    private Stream<Entry> damage(String state) {
        return entries.stream()
                .filter(entry -> entry.kind() == Kind.DAMAGE
                        && entry.text("state").equals(state)
                        && entry.text("phase").startsWith(Phase.DRILL_PREFIX));
    }

    /** A power cut, for instance, takes a while: what fails before it is entered as done may fail because of it. */
    private long began(Entry done) {
        return damage("begins")
                .filter(entry -> entry.seq() < done.seq() && entry.text("what").equals(done.text("what")))
                .map(Entry::seq)
                .reduce((earlier, later) -> later)
                .orElse(done.seq());
    }

    /** What halted the run; undo comes after it. A gate that nobody answers, or an interrupt, skips the step that it ends. */
    private Optional<Entry> failure() {
        return stepsEnded()
                .filter(step -> !step.text("phase").startsWith(Phase.UNDO_PREFIX))
                .filter(step -> WRONG.contains(step.text("outcome"))
                        || !step.text("error").isEmpty())
                .findFirst();
    }

    private Stream<Entry> stepsEnded() {
        return entries.stream().filter(entry -> entry.kind() == Kind.STEP_ENDED);
    }

    private static String after(Optional<Entry> failure) {
        return failure.map(step -> "; the first step that failed: " + step.text("phase") + ", “" + step.text("text")
                        + "”: " + step.text("error"))
                .orElse("; no step failed");
    }

    private String expected() {
        Drill.Notice notice = drill.notice();
        return drill.expected().stream().map(DrillVerdict::inWords).collect(Collectors.joining(", or "))
                + (notice.failsAt().isEmpty() ? "" : "; a failure at a step with the words " + words(notice.failsAt()))
                + (notice.because().isEmpty() ? "" : "; because of " + words(notice.because()))
                + (notice.passes().isEmpty()
                        ? ""
                        : "; a pass of each step with the words " + words(notice.passes(), " and "));
    }

    private static String words(List<String> parts) {
        return words(parts, " or ");
    }

    private static String words(List<String> parts, String between) {
        return parts.stream().map(part -> "“" + part.replace('-', ' ') + "”").collect(Collectors.joining(between));
    }

    private static String inWords(ExitCode code) {
        return code.number() + " " + code.meaning();
    }
}
