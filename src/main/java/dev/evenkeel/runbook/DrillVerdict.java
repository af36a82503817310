package dev.evenkeel.runbook;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.PhaseEvent.StepEnded;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.Remark.Damage;
import dev.evenkeel.event.Remark.DamageState;
import dev.evenkeel.event.Remark.DrillOutcome;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.runbook.text.Drill;
import dev.evenkeel.runbook.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a drill, from the journal alone. Noticed: the damage was done, and then the run failed at the step and for the
 * reason that the drill states, or passed the steps that it states, and ended as expected. A run that fails before the damage is
 * done has noticed nothing, however well its exit code fits.
 */
public final class DrillVerdict {
    private final Drill drill;
    private final List<Entry> entries;

    private DrillVerdict(Drill drill, List<Entry> entries) {
        this.drill = drill;
        this.entries = entries;
    }

    private record Judged(DrillOutcome outcome, String why) {}

    /**
     * What is told of it.
     *
     * @param neverHappened what was planned to break and never did
     */
    public static Remark.Drill of(Drill drill, List<Entry> entries, ExitCode code, List<String> neverHappened) {
        DrillVerdict verdict = new DrillVerdict(drill, entries);
        Judged judged = verdict.judge(code, neverHappened);
        return new Remark.Drill(
                drill.name(), verdict.expected(), inWords(code) + "; " + judged.why(), judged.outcome());
    }

    private Judged judge(ExitCode code, List<String> neverHappened) {
        Optional<Numbered<StepEnded>> failure = failure();
        if (!neverHappened.isEmpty()) {
            return new Judged(
                    DrillOutcome.NOT_REACHED, "never happened: " + String.join(", ", neverHappened) + after(failure));
        }
        Optional<Long> done = damageDone();
        if (done.isEmpty()) {
            return new Judged(DrillOutcome.NOT_REACHED, "the damage was not done" + after(failure));
        }
        if (failure.filter(failed -> failed.seq() < done.get()).isPresent()) {
            return new Judged(DrillOutcome.NOT_REACHED, "the run failed before the damage was done" + after(failure));
        }
        if (!drill.expected().contains(code)) {
            return new Judged(DrillOutcome.MISSED, "the damage was done" + after(failure));
        }
        return code == ExitCode.DONE ? outlived(done.get()) : failed(failure);
    }

    private Judged outlived(long since) {
        List<String> lacking = drill.notice().passes().stream()
                .filter(part -> stepsEnded()
                        .noneMatch(step -> step.seq() > since
                                && step.event().outcome() == StepOutcome.PASSED
                                && Phrase.in(step.event().text(), part)))
                .toList();
        return lacking.isEmpty()
                ? new Judged(DrillOutcome.NOTICED, "the damage was done, and what had to pass after it did")
                : new Judged(
                        DrillOutcome.MISSED,
                        "the damage was done, and nothing passed after it with the words " + words(lacking));
    }

    private Judged failed(Optional<Numbered<StepEnded>> failure) {
        boolean noticed = failure.filter(step -> one(
                                drill.notice().failsAt(), step.event().text())
                        && one(drill.notice().because(), step.event().error().orElse(""))
                        && !step.event().phase().startsWith(Phase.DRILL_PREFIX))
                .isPresent();
        return new Judged(noticed ? DrillOutcome.NOTICED : DrillOutcome.MISSED, "the damage was done" + after(failure));
    }

    private static boolean one(List<String> parts, String sentence) {
        return parts.isEmpty() || parts.stream().anyMatch(part -> Phrase.in(sentence, part));
    }

    /** The place in the journal after which the effects of all of it are seen; empty where it was not done to its end. */
    private Optional<Long> damageDone() {
        long last = 0;
        for (Drill.Damage damage : drill.damage()) {
            Optional<Numbered<StepEnded>> ended = stepsEnded()
                    .filter(step -> step.event().phase().equals(damage.phase())
                            && step.event().index() == damage.step()
                            && step.event().outcome() == StepOutcome.PASSED)
                    .findFirst();
            if (ended.isEmpty()) {
                return Optional.empty();
            }
            last = Math.max(last, ended.get().seq());
        }
        List<Long> broken = damage(DamageState.DONE).map(this::began).sorted().toList();
        int needed = (int) drill.damage().stream().filter(Drill.Damage::breaks).count();
        if (drill.damage().isEmpty() || broken.size() < needed) {
            return Optional.empty();
        }
        return Optional.of(needed == 0 ? last : Math.max(last, broken.get(needed - 1)));
    }

    private Stream<Numbered<Damage>> damage(DamageState state) {
        return Numbered.in(entries, Damage.class)
                .filter(damage -> damage.event().state() == state
                        && damage.event().phase().startsWith(Phase.DRILL_PREFIX));
    }

    /** A power cut, for example, takes a while: what fails before it is entered as done may fail because of it. */
    private long began(Numbered<Damage> done) {
        return damage(DamageState.BEGINS)
                .filter(damage -> damage.seq() < done.seq()
                        && damage.event().what().equals(done.event().what()))
                .map(Numbered::seq)
                .reduce((earlier, later) -> later)
                .orElse(done.seq());
    }

    /** What halted the run; undo comes after it. A gate that nobody answers, or an interrupt, skips the step that it ends. */
    private Optional<Numbered<StepEnded>> failure() {
        return stepsEnded()
                .filter(step -> !step.event().phase().startsWith(Phase.UNDO_PREFIX))
                .filter(step ->
                        step.event().outcome().wrong() || step.event().error().isPresent())
                .findFirst();
    }

    private Stream<Numbered<StepEnded>> stepsEnded() {
        return Numbered.in(entries, StepEnded.class);
    }

    private static String after(Optional<Numbered<StepEnded>> failure) {
        return failure.map(step -> "; the first step that failed: "
                        + step.event().phase() + ", “" + step.event().text() + "”: "
                        + step.event().error().orElse(""))
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
