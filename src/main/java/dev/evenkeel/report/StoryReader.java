package dev.evenkeel.report;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a story from the entries of a journal, wherever they end. {@code docs/journal.md} lists what they hold. */
final class StoryReader {
    private Story.Run run = RunReader.run(Fields.of(null), null);
    private final Map<String, Story.Server> servers = new LinkedHashMap<>();
    private final Map<String, Story.Scope> scope = new LinkedHashMap<>();
    private final PhaseReader phases = new PhaseReader();
    private final Map<String, Story.Coordinates> coordinates = new LinkedHashMap<>();
    private final Map<String, Story.Stand> stands = new LinkedHashMap<>();
    private final List<Parity.Name> notJudged = new ArrayList<>();
    /** The sides of a verification, as it was asked to name them. */
    private List<String> sides = List.of("", "");

    private final Map<String, Parity.Table> judged = new LinkedHashMap<>();
    private final List<Story.Transfer> transfers = new ArrayList<>();
    private final List<Parity.Comparison> comparisons = new ArrayList<>();
    private final Map<String, Parity.Inventory> inventories = new LinkedHashMap<>();
    private Story.Cutover cutover;
    private Story.Workload workload;
    private final List<Story.Gate> gates = new ArrayList<>();
    private final List<Story.Drill> drills = new ArrayList<>();
    private final List<Story.Deviation> deviations = new ArrayList<>();
    private final Map<String, Story.Change> changes = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Story.Evidence> evidence = new ArrayList<>();
    private final List<Story.Statement> statements = new ArrayList<>();
    private Story.Ending ending;
    private Verdict declared = Verdict.INCONCLUSIVE;

    private Instant last;

    /** What the entries that were taken tell. */
    Story story(JournalReader.End end) {
        return story(new Story.Chain(end.entries(), end.head(), last, end.torn()));
    }

    private Story story(Story.Chain chain) {
        return new Story(
                run,
                new ArrayList<>(servers.values()),
                new ArrayList<>(scope.values()),
                phases.phases(),
                Optional.ofNullable(coordinates.get(Parity.PINNED)),
                Optional.ofNullable(coordinates.get(Parity.FROZEN)),
                new ArrayList<>(stands.values()),
                transfers,
                new Parity(
                        run.verification(),
                        declared,
                        run.verification() && comparisons.isEmpty() && !judged.isEmpty()
                                ? List.of(brokenOff())
                                : comparisons,
                        Optional.ofNullable(inventories.get("objects")),
                        Optional.ofNullable(inventories.get("accounts")),
                        Optional.ofNullable(inventories.get("settings"))),
                Optional.ofNullable(cutover),
                Optional.ofNullable(workload),
                gates,
                drills,
                deviations,
                new ArrayList<>(changes.values()),
                notes,
                evidence,
                statements,
                Optional.ofNullable(ending),
                chain);
    }

    void take(Entry entry) {
        last = entry.at();
        Fields data = new Fields(entry.data());
        switch (entry.kind()) {
            case RUN_STARTED -> begin(data, entry.at());
            case SERVER -> servers.put(data.text("role"), RunReader.server(data));
            case SCOPE -> scope.put(data.text("what"), RunReader.scope(data));
            case PHASE_PLANNED, PHASE_STARTED, PHASE_ENDED, STEP_INTENDED, STEP_ENDED -> phases.take(entry, data);
            case STATEMENT ->
                statements.add(new Story.Statement(
                        data.text("phase"),
                        Optional.ofNullable(data.number("step")).orElse(0L),
                        data.text("role"),
                        data.text("sql")));
            case COORDINATES -> {
                coordinates.put(data.text("which"), coordinates(data));
                stands.put(
                        data.text("which") + " " + data.text("role"),
                        new Story.Stand(data.text("which"), coordinates(data), data.text("gtidApplied")));
            }
            case TRANSFER -> transfers.add(transfer(data));
            case PARITY_ROWS -> comparisons.add(comparison(data));
            case PARITY_OBJECTS -> inventories.put("objects", inventory(data));
            case PARITY_ACCOUNTS -> inventories.put("accounts", inventory(data));
            case PARITY_SETTINGS -> inventories.put("settings", inventory(data));
            case PARITY_TABLE -> {
                Parity.Table table = table(data);
                judged.put(table.qualified(), table);
            }
            case PARITY_MARK, PAUSE, FACT -> {
                // On the way; what they came to stands in PARITY_ROWS.
            }
            case GATE ->
                gates.add(new Story.Gate(
                        data.text("id"), data.text("decision"), data.text("by"), data.text("reason"), entry.at()));
            case CUTOVER -> cutover = cutover(data);
            case WORKLOAD -> workload = workload(data);
            case DRILL ->
                drills.add(new Story.Drill(
                        data.text("name"), data.text("expected"), data.text("observed"), data.text("outcome")));
            case DEVIATION -> deviations.add(new Story.Deviation(data.text("what"), data.text("because")));
            case CHANGE -> changes.merge(data.text("role") + " " + data.text("what"), change(data), StoryReader::went);
            case DAMAGE -> damage(data).ifPresent(notes::add);
            case NOTE -> notes.add(data.text("text"));
            case EVIDENCE ->
                evidence.add(new Story.Evidence(
                        data.text("name"), data.text("file"), data.text("sha256"), data.number("bytes")));
            case RUN_ENDED -> {
                data.each("notJudged")
                        .forEach(one -> notJudged.add(new Parity.Name(one.text("schema"), one.text("table"))));
                declared = Verdict.of(data.text("verdict"));
                ending = new Story.Ending(
                        data.text("outcome"),
                        data.number("exitCode"),
                        data.text("summary"),
                        data.text("serving"),
                        entry.at());
            }
        }
    }

    /** A run that was resumed began with its first attempt, and has not ended as an earlier attempt did. */
    private void begin(Fields data, Instant at) {
        run = RunReader.run(data, run.started() == null ? at : run.started());
        Fields choice = data.in("choice");
        sides = List.of(choice.text("of"), choice.text("against"));
        ending = null;
        notJudged.clear();
        declared = Verdict.INCONCLUSIVE;
    }

    private static Optional<String> damage(Fields data) {
        return switch (data.text("state")) {
            case "done" -> Optional.of("drill: " + data.text("what"));
            case "over" -> Optional.of("drill: over: " + data.text("what"));
            default -> Optional.empty();
        };
    }

    private static Story.Change change(Fields data) {
        String state = data.text("state");
        return new Story.Change(
                data.text("role"),
                data.text("what"),
                data.text("before"),
                data.text("made"),
                state.equals("intended") ? "made" : state,
                data.text("detail"));
    }

    /** What was before the first change is what was before. */
    private static Story.Change went(Story.Change first, Story.Change then) {
        return new Story.Change(then.role(), then.what(), first.before(), then.made(), then.state(), then.detail());
    }

    private static Story.Coordinates coordinates(Fields data) {
        return new Story.Coordinates(data.text("role"), data.text("file"), data.number("position"), data.text("gtid"));
    }

    private static Story.Transfer transfer(Fields data) {
        return new Story.Transfer(
                data.text("what"),
                data.text("detail"),
                data.number("bytes"),
                data.number("rows"),
                data.number("millis"),
                data.text("file"),
                data.text("sha256"));
    }

    private static Parity.Comparison comparison(Fields data) {
        return new Parity.Comparison(
                data.text("at"),
                data.text("left"),
                data.text("right"),
                Verdict.of(data.text("verdict")),
                coordinates(data.in("coordinates")),
                data.number("rowsExamined"),
                data.number("bytesExamined"),
                data.number("millis"),
                Optional.of(data.in("residue"))
                        .filter(residue -> residue.number("keys") != null)
                        .map(residue -> new Parity.Residue(
                                residue.number("keys"), residue.number("chunks"), residue.number("millis"))),
                data.each("tables").stream().map(StoryReader::table).toList(),
                data.each("dropped").stream()
                        .map(one -> new Parity.Name(one.text("schema"), one.text("table")))
                        .toList());
    }

    /** What had been judged when a verification was broken off. */
    private Parity.Comparison brokenOff() {
        List<Parity.Table> tables = new ArrayList<>(judged.values());
        notJudged.forEach(name -> tables.add(new Parity.Table(
                name.schema(),
                name.table(),
                Verdict.INCONCLUSIVE,
                null,
                null,
                null,
                null,
                "",
                "not judged before the run ended",
                List.of())));
        return new Parity.Comparison(
                Parity.VERIFIED,
                sides.get(0),
                sides.get(1),
                Verdict.INCONCLUSIVE,
                new Story.Coordinates("", "", null, ""),
                tables.stream()
                        .map(Parity.Table::rowsSource)
                        .filter(rows -> rows != null && rows > 0)
                        .reduce(0L, Long::sum),
                null,
                null,
                Optional.empty(),
                tables,
                List.of());
    }

    private static Parity.Table table(Fields data) {
        return new Parity.Table(
                data.text("schema"),
                data.text("table"),
                Verdict.of(data.text("verdict")),
                data.number("rowsSource"),
                data.number("rowsTarget"),
                data.number("chunks"),
                data.number("millis"),
                data.text("method"),
                data.text("reason"),
                data.each("differences").stream()
                        .map(one -> new Parity.Difference(
                                one.text("key"),
                                one.text("kind"),
                                one.texts("columns"),
                                one.each("values").stream()
                                        .map(value -> new Parity.Value(
                                                value.text("column"), value.text("left"), value.text("right")))
                                        .toList(),
                                one.text("find")))
                        .toList());
    }

    private static Parity.Inventory inventory(Fields data) {
        return new Parity.Inventory(
                Verdict.of(data.text("verdict")),
                data.number("examined"),
                data.each("items").stream()
                        .map(item -> new Parity.Item(
                                item.text("kind"),
                                item.text("name"),
                                Verdict.of(item.text("verdict")),
                                item.text("detail")))
                        .toList());
    }

    private static Story.Cutover cutover(Fields data) {
        return new Story.Cutover(
                data.number("frozenMillis"),
                data.number("unavailableMillis"),
                data.number("budgetMillis"),
                data.text("switchMethod"),
                data.instant("frozenAt"),
                data.instant("servedAt"));
    }

    private static Story.Workload workload(Fields data) {
        Fields series = data.in("series");
        return new Story.Workload(
                data.number("connections"),
                data.number("writesPerSecond"),
                data.number("acknowledged"),
                data.number("onTarget"),
                data.number("lost"),
                data.number("duplicated"),
                data.number("errorsDuringOutage"),
                data.number("inDoubt"),
                new Story.Series(
                        series.instant("startedAt"),
                        series.number("bucketMillis"),
                        series.numbers("source"),
                        series.numbers("target")));
    }
}
