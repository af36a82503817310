package dev.evenkeel.report.story;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.MoveEvent.ChangeState;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run as its journal shows it. Texts that were not recorded are empty; numbers and instants that were not recorded
 * are null, for nothing measured is not zero.
 */
public record Story(
        Run run,
        List<RunEvent.Server> servers,
        List<RunEvent.Scope> scope,
        List<Phase> phases,
        Optional<Coordinates> pinned,
        Optional<Coordinates> frozen,
        List<Stand> stands,
        List<MoveEvent.Transfer> transfers,
        Parity parity,
        Optional<MoveEvent.Cutover> cutover,
        List<OutageShare> shares,
        Optional<MoveEvent.Workload> workload,
        Landed landed,
        List<Gate> gates,
        List<Remark.Drill> drills,
        List<Remark.Deviation> deviations,
        List<Change> changes,
        List<String> notes,
        List<RunEvent.Evidence> evidence,
        List<PhaseEvent.Statement> statements,
        List<ToldCall> calls,
        Recorded recorded,
        Optional<Ending> ending,
        Chain chain) {
    public Story {
        servers = List.copyOf(servers);
        scope = List.copyOf(scope);
        phases = List.copyOf(phases);
        stands = List.copyOf(stands);
        transfers = List.copyOf(transfers);
        gates = List.copyOf(gates);
        drills = List.copyOf(drills);
        deviations = List.copyOf(deviations);
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
        evidence = List.copyOf(evidence);
        statements = List.copyOf(statements);
        calls = List.copyOf(calls);
    }

    /**
     * What the run was begun with.
     *
     * @param started null where nothing says so
     */
    public record Run(RunEvent.Started told, Instant started) {
        public String id() {
            return told.runId();
        }

        public String command() {
            return told.command();
        }

        public RunEvent.Runbook runbook() {
            return told.runbook().orElse(new RunEvent.Runbook("", "", "", ""));
        }

        public String environment() {
            return told.environment().name();
        }

        public String environmentKind() {
            return told.environment().kind();
        }

        public List<String> data() {
            return told.data().orElse(List.of());
        }

        /** Empty where there is none. */
        public String sample() {
            return told.sample().orElse("");
        }

        boolean showsValues() {
            return told.choice().flatMap(RunEvent.Choice::showValues).orElse(false);
        }

        /** The user's own data were rehearsed, beside the sample database. */
        public boolean ownData() {
            return !data().isEmpty() && !sample().isEmpty();
        }

        /** Two servers compared as they are, without a runbook. */
        public boolean verification() {
            return command().equals("verify");
        }

        public boolean rehearsal() {
            return command().equals("rehearse");
        }

        /** The servers were there before and continue after it. */
        boolean onGivenServers() {
            return environmentKind().equals("servers");
        }
    }

    /** Outcome is empty for a phase that was never begun, and for one that was begun and never ended. */
    public record Phase(
            String id,
            String name,
            String rule,
            String effect,
            boolean undo,
            Optional<StepOutcome> outcome,
            Long millis,
            String reason,
            Instant started,
            Instant ended,
            List<Step> steps) {
        public Phase {
            steps = List.copyOf(steps);
        }

        public boolean begun() {
            return started != null;
        }

        public State state() {
            return State.of(outcome, begun(), undo);
        }
    }

    /** The error is of a step that went wrong, the reason of one that was not shown. */
    public record Step(
            String keyword,
            String text,
            String effect,
            boolean begun,
            Optional<StepOutcome> outcome,
            Long millis,
            String error,
            String reason) {
        public State state() {
            return State.of(outcome, begun, false);
        }

        public boolean wrong() {
            return outcome.filter(StepOutcome::wrong).isPresent();
        }

        public boolean notShown() {
            return outcome.filter(StepOutcome.NOT_SHOWN::equals).isPresent();
        }
    }

    public record Coordinates(String role, String file, Long position, String gtid) {
        static Coordinates of(String role, MoveEvent.Place place) {
            return new Coordinates(role, place.file(), place.position().orElse(null), place.gtid());
        }

        @Override
        public String toString() {
            return file.isEmpty() ? "" : position == null ? file : file + ":" + position;
        }
    }

    /**
     * Where a server that was compared without a runbook was.
     *
     * @param which before or after
     * @param applied what it had applied as a replica, by GTID
     */
    public record Stand(String which, Coordinates coordinates, String applied) {}

    public record Gate(RunEvent.Gate told, Instant at) {}

    /** A thing on a server that the run changed. */
    public record Change(MoveEvent.Change told) {
        /** What was before the first change is what was before; what was intended was made, if nothing says otherwise. */
        Change then(Change later) {
            MoveEvent.Change now = later.told;
            return new Change(new MoveEvent.Change(
                    now.phase(),
                    now.step(),
                    now.role(),
                    now.what(),
                    told.before(),
                    now.made(),
                    now.state(),
                    now.detail()));
        }

        public ChangeState state() {
            return told.state() == ChangeState.INTENDED ? ChangeState.MADE : told.state();
        }

        /** A person has to look at it. */
        boolean left() {
            return told.state() == ChangeState.LET_ALONE || told.state() == ChangeState.STAYS;
        }
    }

    public record Ending(Optional<ExitCode> outcome, Long exitCode, String summary, String serving, Instant at) {
        /** Also where it is none that this version knows. */
        public String word() {
            return outcome.map(ExitCode::word).orElse("unknown");
        }
    }

    /**
     * What binds the journal.
     *
     * @param head the hash of its last entry
     * @param torn it ended in the middle of an entry, as after a crash
     */
    public record Chain(long entries, String head, Instant last, boolean torn) {}

    /** The phases of the runbook, and of the undo scenarios those that ran. */
    public List<Phase> told() {
        return phases.stream().filter(phase -> !phase.undo() || phase.begun()).toList();
    }

    /** The target's own place, where a way back would begin. */
    public Optional<Coordinates> opened() {
        return stands.stream()
                .filter(stand -> stand.which().equals(MoveEvent.Coordinates.OPENED))
                .map(Stand::coordinates)
                .findFirst();
    }

    /** No step had begun that may change anything. */
    public boolean changedNothing() {
        return steps().noneMatch(step -> step.begun() && !step.effect().equals("READ_ONLY"));
    }

    /** The intent of an irreversible step counts, unless the target was shown to have accepted nothing. */
    public boolean pastNoReturn() {
        return !landed.shownNotWritten()
                && steps().anyMatch(step -> step.begun() && step.effect().equals("IRREVERSIBLE"));
    }

    /** Something was undone, and to the end. */
    boolean undone() {
        return phases.stream()
                .anyMatch(phase -> phase.undo()
                        && phase.outcome().filter(StepOutcome::withoutFailure).isPresent());
    }

    /** What the run does not claim, as it came: steps of the runbook and of undo scenarios. */
    public List<NotShown> notShown() {
        return phases.stream()
                .flatMap(phase -> phase.steps().stream()
                        .filter(Step::notShown)
                        .map(step -> new NotShown(phase.id(), step.text(), step.reason())))
                .toList();
    }

    public record NotShown(String phase, String text, String reason) {
        /** "a (reason); b, c (another)". */
        static String sentence(List<NotShown> all) {
            Map<String, String> texts = all.stream()
                    .collect(Collectors.groupingBy(
                            NotShown::reason,
                            LinkedHashMap::new,
                            Collectors.mapping(NotShown::text, Collectors.joining(", "))));
            return texts.entrySet().stream()
                    .map(one -> one.getValue() + " (" + Format.orNone(one.getKey()) + ")")
                    .collect(Collectors.joining("; "));
        }
    }

    private Stream<Step> steps() {
        return phases.stream().flatMap(phase -> phase.steps().stream());
    }

    /** What is not this run's, or stays: a sentence each. */
    List<String> left() {
        return changes.stream()
                .filter(Change::left)
                .map(change -> change.told().detail())
                .toList();
    }

    /** An application of the run's own was writing, whether or not its writes were looked for in the end. */
    public boolean applicationRan() {
        return workload.isPresent() || run.told().application().orElse(false);
    }

    /** What writes may be unavailable for; null where nobody set it. */
    public Long budgetMillis() {
        return cutover.map(MoveEvent.Cutover::budgetMillis)
                .orElse(run.told().budgetMillis())
                .orElse(null);
    }

    public Long exitCode() {
        return ending.map(Ending::exitCode).orElse(null);
    }
}
