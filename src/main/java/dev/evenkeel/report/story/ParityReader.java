package dev.evenkeel.report.story;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what was compared. */
final class ParityReader {
    private final List<Parity.Comparison> comparisons = new ArrayList<>();
    private final Map<Class<?>, Parity.Inventory> inventories = new LinkedHashMap<>();
    /** One by one, as a verification reached them. */
    private final Map<ParityEvent.Name, Parity.Table> judged = new LinkedHashMap<>();

    private List<ParityEvent.Name> notJudged = List.of();
    private Verdict declared = Verdict.INCONCLUSIVE;

    /** A run begins, or is continued. */
    void begin() {
        notJudged = List.of();
        declared = Verdict.INCONCLUSIVE;
    }

    void take(ParityEvent event) {
        if (event instanceof ParityEvent.Rows rows) {
            comparisons.add(Parity.Comparison.of(rows));
        } else if (event instanceof ParityEvent.Part part) {
            inventories.put(part.getClass(), Parity.Inventory.of(part.inventory()));
        } else if (event instanceof ParityEvent.Table table) {
            Parity.Table read = Parity.Table.of(table);
            judged.put(read.key(), read);
        }
    }

    void end(RunEvent.Compared compared) {
        notJudged = compared.notJudged();
        declared = compared.verdict();
    }

    Parity parity(Story.Run run) {
        boolean brokenOff = run.verification() && comparisons.isEmpty() && !judged.isEmpty();
        return new Parity(
                run.verification(),
                declared,
                brokenOff ? List.of(brokenOff(run)) : comparisons,
                part(ParityEvent.Objects.class),
                part(ParityEvent.Accounts.class),
                part(ParityEvent.Settings.class));
    }

    private Optional<Parity.Inventory> part(Class<?> type) {
        return Optional.ofNullable(inventories.get(type));
    }

    /** What had been judged when a verification was broken off. */
    private Parity.Comparison brokenOff(Story.Run run) {
        List<Parity.Table> tables = Stream.concat(
                        judged.values().stream(), notJudged.stream().map(Parity.Table::notJudged))
                .toList();
        Optional<RunEvent.Choice> choice = run.told().choice();
        return new Parity.Comparison(
                ParityEvent.Rows.VERIFIED,
                choice.map(RunEvent.Choice::of).orElse(""),
                choice.map(RunEvent.Choice::against).orElse(""),
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
}
