package dev.evenkeel.screen;

import dev.evenkeel.event.CloudEvent;
import dev.evenkeel.event.ControlEvent;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.event.Unknown;
import dev.evenkeel.event.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events that an operator wants to read as they come, in words. The others are for the report. */
final class Facts {
    /** A sentence and its mark. */
    record Fact(Mark mark, String text) {}

    private Facts() {}

    static Optional<Fact> of(Event event) {
        if (event instanceof RunEvent run) {
            return run(run);
        }
        if (event instanceof MoveEvent move) {
            return move(move);
        }
        if (event instanceof ParityEvent parity) {
            return parity(parity);
        }
        if (event instanceof TrafficEvent traffic) {
            return traffic(traffic);
        }
        if (event instanceof Remark remark) {
            return remark(remark);
        }
        if (event instanceof CloudEvent cloud) {
            return cloud(cloud);
        }
        if (event instanceof GateEvent.Asked asked) {
            return attention(
                    "gate " + asked.id() + " waits for people, who are shown: " + String.join("; ", asked.shown())
                            + "; evidence "
                            + asked.evidence()
                                    .substring(0, Math.min(12, asked.evidence().length()))
                            + "; answer from elsewhere: evenkeel approve RUN --gate " + asked.id() + ", or reject");
        }
        if (event instanceof ControlEvent.Control control) {
            return attention(control.action().word() + " " + control.state().word() + after(", asked by ", control.by())
                    + after(": ", control.why()));
        }
        return event instanceof Unknown unknown
                ? Optional.of(new Fact(
                        Mark.ATTENTION,
                        "an entry of the kind " + unknown.kind() + ", which this version of evenkeel does not know"))
                : Optional.empty();
    }

    private static Optional<Fact> run(RunEvent event) {
        if (event instanceof RunEvent.Server server) {
            return fact(server(server));
        }
        if (event instanceof RunEvent.Pause pause) {
            return attention(
                    pause.state() == RunEvent.PauseState.BEGAN
                            ? "paused: " + pause.reason()
                            : "continuing after a pause of " + time(pause.millis()));
        }
        return event instanceof RunEvent.Gate gate
                ? Optional.of(new Fact(
                        Mark.of(gate.decision()),
                        "gate " + gate.id() + " " + gate.decision().word() + " by " + gate.by()
                                + after(": ", gate.reason())))
                : Optional.empty();
    }

    private static Optional<Fact> move(MoveEvent event) {
        if (event instanceof MoveEvent.Coordinates at) {
            return fact(at.which() + " coordinates of the " + at.role() + ": " + place(at.place())
                    + after(", GTID ", at.place().gtid()));
        }
        if (event instanceof MoveEvent.Cutover cutover) {
            return fact("cutover: source frozen for "
                    + cutover.frozenMillis().map(Facts::time).orElse("a time that was not measured")
                    + cutover.unavailableMillis()
                            .map(millis -> ", application without writes for " + time(millis))
                            .orElse("; no application was writing"));
        }
        if (event instanceof MoveEvent.Workload writes) {
            return fact("application: " + count(writes.acknowledged()) + " writes acknowledged, "
                    + count(writes.onTarget()) + " on the target, " + count(writes.lost()) + " lost, "
                    + count(writes.duplicated()) + " twice");
        }
        return event instanceof MoveEvent.Change change && !change.detail().isEmpty()
                ? attention(change.detail())
                : Optional.empty();
    }

    private static Optional<Fact> traffic(TrafficEvent event) {
        if (event instanceof TrafficEvent.Straggler left) {
            String who = left.user()
                    .map(user -> user + "@" + left.host().orElse("?") + ", ")
                    .orElse("");
            return attention("left on the source: " + who + left.detail() + "; "
                    + left.cause().word());
        }
        if (event instanceof TrafficEvent.Forecast forecast) {
            return fact(forecast(forecast));
        }
        return event instanceof TrafficEvent.NoReturn told
                        && told.state() == TrafficEvent.NoReturnState.WRITTEN
                        && told.write().isPresent()
                ? fact("the target's first write: " + told.write().get() + " at " + told.place() + " of its binlog")
                : Optional.empty();
    }

    private static String forecast(TrafficEvent.Forecast told) {
        String earlier = told.p50Millis()
                .map(half -> "freeze: " + told.earlierRuns() + " earlier runs of this runbook took " + time(half)
                        + " (half of them) to " + time(told.p95Millis().orElse(half)) + " (95 of 100)")
                .orElse("freeze: no earlier run of this runbook is here to compare with");
        return earlier + "; the proof takes about " + time(told.proofMillis()) + ", the target was "
                + time(told.behindMillis()) + " behind, " + told.tables() + " tables"
                + (told.delays().isEmpty() ? "" : "; it could be delayed: " + String.join("; ", told.delays()));
    }

    private static Optional<Fact> parity(ParityEvent event) {
        if (event instanceof ParityEvent.Table table) {
            return table(table);
        }
        if (event instanceof ParityEvent.Rows rows) {
            return Optional.of(new Fact(Mark.of(rows.verdict()), rows(rows)));
        }
        if (event instanceof ParityEvent.Part part) {
            ParityEvent.Inventory inventory = part.inventory();
            return Optional.of(new Fact(
                    Mark.of(inventory.verdict()),
                    part.label() + ": " + inventory.verdict() + ", " + count(inventory.examined()) + " examined"));
        }
        return Optional.empty();
    }

    private static Optional<Fact> remark(Remark event) {
        if (event instanceof Remark.Drill drill) {
            return Optional.of(new Fact(
                    Mark.of(drill.outcome()),
                    "drill " + drill.name() + " " + drill.outcome().word() + ": expected " + drill.expected()
                            + ", observed " + drill.observed()));
        }
        if (event instanceof Remark.Deviation deviation) {
            return attention(deviation.what() + after(": ", deviation.because()));
        }
        if (event instanceof Remark.Damage damage) {
            return damage.words().flatMap(Facts::attention);
        }
        if (event instanceof Remark.Drift drift) {
            return attention(
                    "'" + drift.text() + "' has taken " + time(drift.millis()) + " so far; in earlier runs it took "
                            + time(drift.p50Millis()) + ", 95 of 100 within " + time(drift.p95Millis()));
        }
        return event instanceof Remark.Note note ? fact(note.text()) : Optional.empty();
    }

    /** Readings are for the report; a person here should see what they warn of, and what they cannot tell. */
    private static Optional<Fact> cloud(CloudEvent event) {
        return event instanceof CloudEvent.Metric metric
                ? metric.warning().flatMap(Facts::attention).or(() -> metric.unknown()
                        .flatMap(Facts::fact))
                : Optional.empty();
    }

    /** The first line of a run. */
    static String run(RunEvent.Started run) {
        return Stream.of(
                        run.command(),
                        run.runbook().map(RunEvent.Runbook::file).orElse(""),
                        "on " + run.environment().name(),
                        "run " + run.runId())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("  "));
    }

    private static String server(RunEvent.Server server) {
        String storage = server.encrypted()
                .map(encrypted -> encrypted ? ", storage encrypted" : ", storage not encrypted")
                .orElse("");
        return server.role() + ": MariaDB " + server.version() + " at " + server.address() + storage;
    }

    private static String place(MoveEvent.Place place) {
        return place.file().isEmpty()
                ? "no binlog"
                : place.file() + ":" + place.position().orElse(0L);
    }

    /** One that is not the same; the others are counted at the end. */
    private static Optional<Fact> table(ParityEvent.Table table) {
        String first = table.differences().stream()
                .limit(1)
                .map(row -> ", " + row.kind() + " " + row.key())
                .collect(Collectors.joining());
        return table.verdict() == Verdict.SAME
                ? Optional.empty()
                : Optional.of(new Fact(
                        Mark.of(table.verdict()),
                        table.schema() + "." + table.table() + ": " + table.verdict() + first
                                + after(": ", table.reason())));
    }

    private static String rows(ParityEvent.Rows rows) {
        int tables = rows.tables().size();
        return "rows, " + rows.left() + " and " + rows.right() + ", " + rows.at() + ": " + rows.verdict() + "; "
                + tables + (tables == 1 ? " table, " : " tables, ") + count(rows.rowsExamined()) + " rows"
                + compared(rows) + " in " + time(rows.millis().orElse(0L))
                + after(
                        "; dropped on both sides during the comparison: ",
                        rows.dropped().stream().map(ParityEvent.Name::toString).collect(Collectors.joining(", ")));
    }

    /** Where most was proved before, only what changed since is read, and what could not be proved. */
    private static String compared(ParityEvent.Rows rows) {
        long read = rows.bytesExamined().orElse(0L);
        String bytes = Figures.amount(read, "bytes");
        return rows.residue()
                .map(residue -> {
                    long keys = residue.keys().orElse(0L);
                    return "; " + keys + (keys == 1 ? " changed row" : " changed rows")
                            + (read == 0 ? "" : " and " + bytes + " of whole tables")
                            + (keys == 1 && read == 0 ? " was" : " were") + " compared again,";
                })
                .orElse(", " + bytes);
    }

    private static String after(String words, String text) {
        return text.isEmpty() ? "" : words + text;
    }

    private static String time(long millis) {
        return Figures.time(Duration.ofMillis(millis));
    }

    private static String count(Optional<Long> number) {
        return Figures.count(number.orElse(0L));
    }

    private static Optional<Fact> fact(String text) {
        return Optional.of(new Fact(Mark.FACT, text));
    }

    private static Optional<Fact> attention(String text) {
        return Optional.of(new Fact(Mark.ATTENTION, text));
    }
}
