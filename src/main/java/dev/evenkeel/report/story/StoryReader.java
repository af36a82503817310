package dev.evenkeel.report.story;

import dev.evenkeel.event.CloudEvent;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.event.Unknown;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a story from the events of a journal, wherever they end. */
public final class StoryReader {
    private Story.Run run = new Story.Run(RunEvent.Started.nothing(), null);
    private final Map<String, RunEvent.Server> servers = new LinkedHashMap<>();
    private final Map<String, RunEvent.Scope> scope = new LinkedHashMap<>();
    private final PhaseReader phases = new PhaseReader();
    private final ParityReader parity = new ParityReader();
    private final Map<String, Story.Coordinates> coordinates = new LinkedHashMap<>();
    private final Map<String, Story.Stand> stands = new LinkedHashMap<>();
    private final List<MoveEvent.Transfer> transfers = new ArrayList<>();
    private final OutageShares shares = new OutageShares();
    private MoveEvent.Cutover cutover;
    private MoveEvent.Workload workload;
    private Landed landed = Landed.NOTHING;
    private final List<Story.Gate> gates = new ArrayList<>();
    private final List<Remark.Drill> drills = new ArrayList<>();
    private final List<Remark.Deviation> deviations = new ArrayList<>();
    private final Map<String, Story.Change> changes = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<RunEvent.Evidence> evidence = new ArrayList<>();
    private final List<ToldCall> calls = new ArrayList<>();
    private final RecordedReader recorded = new RecordedReader();
    private String phase = "";
    private Story.Ending ending;
    private Instant last;

    /** What the entries that were taken tell. */
    public Story story(JournalReader.End end) {
        return new Story(
                run,
                new ArrayList<>(servers.values()),
                new ArrayList<>(scope.values()),
                phases.phases(),
                Optional.ofNullable(coordinates.get(MoveEvent.Coordinates.PINNED)),
                Optional.ofNullable(coordinates.get(MoveEvent.Coordinates.FROZEN)),
                new ArrayList<>(stands.values()),
                transfers,
                parity.parity(run),
                Optional.ofNullable(cutover),
                Optional.ofNullable(cutover).map(shares::of).orElse(List.of()),
                Optional.ofNullable(workload),
                landed,
                gates,
                drills,
                deviations,
                new ArrayList<>(changes.values()),
                notes,
                evidence,
                phases.statements(),
                calls,
                recorded.recorded(),
                Optional.ofNullable(ending),
                new Story.Chain(end.entries(), end.head(), last, end.torn()));
    }

    public void take(Entry entry) {
        last = entry.at();
        Event event = EventCodec.read(entry);
        if (event instanceof RunEvent told) {
            run(told);
        } else if (event instanceof PhaseEvent told) {
            phase = told instanceof PhaseEvent.Began began ? began.id() : told instanceof PhaseEvent.Ended ? "" : phase;
            phases.take(told, entry.at());
            shares.take(told, entry.at());
        } else if (event instanceof MoveEvent told) {
            move(told);
        } else if (event instanceof TrafficEvent told) {
            landed = landed.with(told);
        } else if (event instanceof ParityEvent told) {
            parity.take(told);
        } else if (event instanceof CloudEvent told) {
            recorded.take(told);
        } else if (event instanceof Remark told) {
            remark(told);
        } else if (event instanceof Unknown unknown) {
            notes.add("Entry " + entry.seq() + " of the journal is of the kind " + unknown.kind()
                    + ", which this version of evenkeel does not know: what it says is missing here.");
        }
    }

    private void run(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            // A run that was resumed began with its first attempt, and has not ended as an earlier attempt did.
            run = new Story.Run(started, run.started() == null ? last : run.started());
            ending = null;
            parity.begin();
        } else if (event instanceof RunEvent.Server server) {
            servers.put(server.role(), server);
        } else if (event instanceof RunEvent.Call call) {
            calls.add(new ToldCall(phase, last, call));
        } else if (event instanceof RunEvent.Scope part) {
            scope.put(part.what(), part);
        } else if (event instanceof RunEvent.Gate gate) {
            gates.add(new Story.Gate(gate, last));
        } else if (event instanceof RunEvent.Evidence kept) {
            evidence.add(kept);
        } else if (event instanceof RunEvent.Ended end) {
            end.compared().ifPresent(parity::end);
            ending = new Story.Ending(end.outcome(), end.exitCode().orElse(null), end.summary(), end.serving(), last);
        }
    }

    private void move(MoveEvent event) {
        if (event instanceof MoveEvent.Coordinates at) {
            Story.Coordinates place = Story.Coordinates.of(at.role(), at.place());
            coordinates.put(at.which(), place);
            stands.put(
                    at.which() + " " + at.role(),
                    new Story.Stand(
                            at.which(),
                            place,
                            at.place()
                                    .moment()
                                    .map(MoveEvent.Moment::gtidApplied)
                                    .orElse("")));
        } else if (event instanceof MoveEvent.Transfer transfer) {
            transfers.add(transfer);
        } else if (event instanceof MoveEvent.Change change) {
            changes.merge(change.role() + " " + change.what(), new Story.Change(change), Story.Change::then);
        } else if (event instanceof MoveEvent.Cutover told) {
            cutover = told;
        } else if (event instanceof MoveEvent.Workload told) {
            workload = told;
        }
    }

    private void remark(Remark event) {
        if (event instanceof Remark.Drill drill) {
            drills.add(drill);
        } else if (event instanceof Remark.Deviation deviation) {
            deviations.add(deviation);
        } else if (event instanceof Remark.Damage damage) {
            damage.words().ifPresent(notes::add);
        } else if (event instanceof Remark.Drift drift) {
            notes.add("step " + drift.step() + " of phase " + drift.phase() + ", '" + drift.text()
                    + "', took longer than in earlier runs: more than "
                    + Format.duration(drift.millis()) + ", where 95 of 100 ended within "
                    + Format.duration(drift.p95Millis()));
        } else if (event instanceof Remark.Note note) {
            notes.add(note.text());
        }
    }
}
