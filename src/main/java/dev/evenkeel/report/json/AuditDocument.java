package dev.evenkeel.report.json;

import dev.evenkeel.event.CloudEvent;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.Says;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Measured;
import dev.evenkeel.report.story.OutageShare;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.ToldCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What {@code audit.json} holds. */
record AuditDocument(
        @Says("the version of this form") long schema,
        String runId,
        @Says("rehearse or verify") String command,
        @Says("its file") String runbook,
        String runbookTitle,
        String runbookSha256,
        String environment,
        @Says("embedded, containers or servers") String environmentKind,
        @Says("that ran it") RunEvent.Tool tool,
        @Says("the version that wrote this file") String writtenBy,
        Optional<Long> seed,
        @Says("of the sample database") Optional<Long> rows,
        @Says("names of files of the user's own data") List<String> data,

        @Says("the database that the rehearsal's own application writes to")
        String sample,

        @Says("how long writes may be unavailable") Optional<Long> budgetMillis,
        RunEvent.By by,

        @Says("the exit code's name; null where the run has not ended")
        Optional<ExitCode> outcome,

        Optional<Long> exitCode,
        Optional<String> summary,
        @Says("source, target or unknown") Optional<String> serving,
        Optional<Instant> started,
        Optional<Instant> finished,
        List<RunEvent.Server> servers,
        List<RunEvent.Scope> scope,
        @Says("of undo scenarios those that ran") List<Phase> phases,

        @Says("steps that claim nothing, for want of what would show it")
        List<Story.NotShown> notShown,

        Places coordinates,
        List<Transfer> transfers,
        ParityDocument parity,
        Optional<Cutover> cutover,
        Optional<Workload> workload,
        Landed landed,
        List<Gate> gates,
        List<Remark.Drill> drills,
        List<Remark.Deviation> deviations,
        List<Change> changes,
        List<String> notes,
        @Says("as they were sent, secrets as stars") List<PhaseEvent.Statement> statements,

        @Says("to the control plane; one that changes something is listed as it was sent, too, without millis")
        List<ToldCall> calls,

        @Says("by the control plane, of the servers; nothing was decided by it")
        List<Measured> measured,

        @Says("what the control plane says has happened to the servers")
        List<CloudEvent.Happened> cloudEvents,

        List<RunEvent.Evidence> evidence,
        Integrity integrity) {
    static final long SCHEMA = 1;

    record Phase(
            String id,
            String name,
            String rule,
            @Says("READ_ONLY, REVERSIBLE or IRREVERSIBLE") String effect,
            @Says("null where it never ended") Optional<StepOutcome> outcome,
            Optional<Long> millis,
            @Says("where it was skipped") String reason,
            Optional<Instant> started,
            boolean undo,
            List<Step> steps) {
        static Phase of(Story.Phase phase) {
            return new Phase(
                    phase.id(),
                    phase.name(),
                    phase.rule(),
                    phase.effect(),
                    phase.outcome(),
                    Optional.ofNullable(phase.millis()),
                    phase.reason(),
                    Optional.ofNullable(phase.started()),
                    phase.undo(),
                    phase.steps().stream().map(Step::of).toList());
        }
    }

    record Step(
            String keyword,
            String text,
            String effect,
            boolean begun,
            Optional<StepOutcome> outcome,
            Optional<Long> millis,
            @Says("where it failed") String error,
            @Says("where it was not shown") String reason) {
        static Step of(Story.Step step) {
            return new Step(
                    step.keyword(),
                    step.text(),
                    step.effect(),
                    step.begun(),
                    step.outcome(),
                    Optional.ofNullable(step.millis()),
                    step.error(),
                    step.reason());
        }
    }

    record Places(
            Optional<Place> pinned,
            Optional<Place> frozen,

            @Says("the target's own, before it was opened: a way back would begin there")
            Optional<Place> opened) {
        static Places of(Story story) {
            return new Places(
                    story.pinned().map(Place::of),
                    story.frozen().map(Place::of),
                    story.opened().map(Place::of));
        }
    }

    record Place(String role, String file, Optional<Long> position, String gtid) {
        static Place of(Story.Coordinates place) {
            return new Place(place.role(), place.file(), Optional.ofNullable(place.position()), place.gtid());
        }
    }

    record Transfer(
            String what,
            String detail,
            Optional<Long> bytes,
            Optional<Long> rows,
            Optional<Long> millis,
            Optional<Double> megabytesPerSecond,
            String file,
            String sha256) {
        static Transfer of(MoveEvent.Transfer told) {
            return new Transfer(
                    told.what(),
                    told.detail().orElse(""),
                    told.bytes(),
                    told.rows(),
                    told.millis(),
                    Optional.ofNullable(Format.megabytesPerSecond(
                            told.bytes().orElse(null), told.millis().orElse(null))),
                    told.file().orElse(""),
                    told.sha256().orElse(""));
        }
    }

    record Cutover(
            Optional<Long> frozenMillis,
            Optional<Long> unavailableMillis,
            Optional<Long> budgetMillis,
            String switchMethod,
            Optional<Instant> frozenAt,
            Optional<Instant> servedAt,

            @Says(
                    "what the outage consisted of, in order; none where the application was not seen to be without writes")
            List<OutageShare> shares) {
        static Cutover of(Story story, MoveEvent.Cutover told) {
            return new Cutover(
                    told.frozenMillis(),
                    told.unavailableMillis(),
                    Optional.ofNullable(story.budgetMillis()),
                    told.switchMethod(),
                    told.frozenAt(),
                    told.servedAt(),
                    story.shares());
        }
    }

    record Workload(
            Optional<Long> connections,
            Optional<Long> writesPerSecond,
            Optional<Long> acknowledged,
            Optional<Long> onTarget,
            Optional<Long> lost,
            Optional<Long> duplicated,
            Optional<Long> errorsDuringOutage,
            Optional<Long> inDoubt) {
        static Workload of(MoveEvent.Workload told) {
            return new Workload(
                    told.connections(),
                    told.writesPerSecond(),
                    told.acknowledged(),
                    told.onTarget(),
                    told.lost(),
                    told.duplicated(),
                    told.errorsDuringOutage(),
                    told.inDoubt());
        }
    }

    /** Where writes went from the moment that the target took them. */
    record Landed(
            @Says("the point of no return") Optional<TrafficEvent.NoReturn> noReturn,

            @Says("who was seen on the source after the switch")
            List<TrafficEvent.Straggler> stragglers,

            @Says("how the watch over the source ended") Optional<TrafficEvent.Watched> watched,

            @Says("how long the freeze was expected to last")
            Optional<TrafficEvent.Forecast> forecast) {}

    record Gate(String id, RunEvent.GateDecision decision, String by, String reason, Instant at) {
        static Gate of(Story.Gate gate) {
            RunEvent.Gate told = gate.told();
            return new Gate(told.id(), told.decision(), told.by(), told.reason(), gate.at());
        }
    }

    record Change(
            String role,
            String what,
            @Says("the state that the run found") String before,
            String made,
            @Says("what became of it") MoveEvent.ChangeState state,
            String detail) {
        static Change of(Story.Change change) {
            MoveEvent.Change told = change.told();
            return new Change(told.role(), told.what(), told.before(), told.made(), change.state(), told.detail());
        }
    }

    /** What binds the journal. */
    record Integrity(
            long entries,
            @Says("the hash of the last one") String head,

            @Says("it ended in the middle of an entry, as after a crash")
            boolean torn) {}

    static AuditDocument of(Story story, String writtenBy) {
        Story.Run run = story.run();
        RunEvent.Started told = run.told();
        return new AuditDocument(
                SCHEMA,
                run.id(),
                run.command(),
                run.runbook().file(),
                run.runbook().title(),
                run.runbook().sha256(),
                run.environment(),
                run.environmentKind(),
                told.tool(),
                writtenBy,
                told.seed(),
                told.rows(),
                run.data(),
                run.sample(),
                told.budgetMillis(),
                told.by(),
                story.ending().flatMap(Story.Ending::outcome),
                Optional.ofNullable(story.exitCode()),
                story.ending().map(Story.Ending::summary),
                story.ending().map(Story.Ending::serving),
                Optional.ofNullable(run.started()),
                story.ending().map(Story.Ending::at),
                story.servers(),
                story.scope(),
                story.told().stream().map(Phase::of).toList(),
                story.notShown(),
                Places.of(story),
                story.transfers().stream().map(Transfer::of).toList(),
                ParityDocument.of(story),
                story.cutover().map(cutover -> Cutover.of(story, cutover)),
                story.workload().map(Workload::of),
                new Landed(
                        story.landed().noReturn(),
                        story.landed().stragglers(),
                        story.landed().watched(),
                        story.landed().forecast()),
                story.gates().stream().map(Gate::of).toList(),
                story.drills(),
                story.deviations(),
                story.changes().stream().map(Change::of).toList(),
                story.notes(),
                story.statements(),
                story.calls(),
                story.recorded().measured(),
                story.recorded().events(),
                story.evidence(),
                new Integrity(
                        story.chain().entries(),
                        story.chain().head(),
                        story.chain().torn()));
    }
}
