package dev.evenkeel.report.json;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Says;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.report.story.Parity;
import dev.evenkeel.report.story.Proved;
import dev.evenkeel.report.story.Story;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was compared, as {@code audit.json} holds it. */
record ParityDocument(
        Verdict verdict,
        List<Table> tables,
        @Says("null where they were not compared") Optional<Inventory> objects,
        Optional<Inventory> accounts,
        Optional<Inventory> settings,
        Passes passes,

        @Says("what was left to compare in the freeze; null where whole tables were compared")
        Optional<ParityEvent.Residue> residue,

        @Says("null where no data of the user's own were rehearsed")
        Optional<Proved> yourData,

        Optional<Proved> sampleDatabase) {
    record Table(
            String schema,
            String table,
            Verdict verdict,
            Optional<Long> rowsSource,
            Optional<Long> rowsTarget,
            Optional<Long> chunks,
            Optional<Long> millis,
            String method,
            @Says("why it is not the same") String reason,
            @Says("on neither side any more") boolean dropped,
            Optional<Side> pinned,
            Optional<Side> frozen,
            Optional<Side> verified,
            List<Difference> differences) {
        static Table of(Parity.TableParity table) {
            Parity.Table last = table.last();
            return new Table(
                    table.schema(),
                    table.name(),
                    table.verdict(),
                    Optional.ofNullable(last.rowsSource()),
                    Optional.ofNullable(last.rowsTarget()),
                    Optional.ofNullable(last.chunks()),
                    Optional.ofNullable(last.millis()),
                    last.method(),
                    table.reason(),
                    table.dropped(),
                    table.pinned().map(Side::of),
                    table.frozen().map(Side::of),
                    table.verified().map(Side::of),
                    Stream.of(
                                    differences(ParityEvent.Rows.PINNED, table.pinned()),
                                    differences(ParityEvent.Rows.FROZEN, table.frozen()),
                                    differences(ParityEvent.Rows.VERIFIED, table.verified()))
                            .flatMap(Function.identity())
                            .toList());
        }

        private static Stream<Difference> differences(String at, Optional<Parity.Table> table) {
            return table.stream().flatMap(one -> one.differences().stream()
                    .map(row -> new Difference(
                            at, one.qualified(), row.key(), row.kind(), row.columns(), row.values(), row.find())));
        }
    }

    record Side(Verdict verdict, Optional<Long> rowsSource, Optional<Long> rowsTarget) {
        static Side of(Parity.Table table) {
            return new Side(
                    table.verdict(), Optional.ofNullable(table.rowsSource()), Optional.ofNullable(table.rowsTarget()));
        }
    }

    record Difference(
            @Says("pinned, frozen or verified") String at,
            String table,
            String key,
            @Says("changed, missing or extra") String kind,
            List<String> columns,
            List<ParityEvent.Value> values,
            @Says("the SELECT that finds the row") String find) {}

    record Inventory(Verdict verdict, Optional<Long> examined, List<ParityEvent.Item> items) {
        static Inventory of(Parity.Inventory inventory) {
            return new Inventory(inventory.verdict(), Optional.ofNullable(inventory.examined()), inventory.items());
        }
    }

    record Passes(
            Optional<Long> rowsExamined,
            Optional<Long> bytesExamined,
            Optional<Long> millis,
            @Says("in the order they were made") List<Comparison> comparisons) {
        static Passes of(Parity parity) {
            return new Passes(
                    sum(parity, Parity.Comparison::rowsExamined),
                    sum(parity, Parity.Comparison::bytesExamined),
                    sum(parity, Parity.Comparison::millis),
                    parity.comparisons().stream().map(Comparison::of).toList());
        }

        private static Optional<Long> sum(Parity parity, Function<Parity.Comparison, Long> number) {
            return parity.comparisons().stream()
                    .map(number)
                    .filter(Objects::nonNull)
                    .reduce(Long::sum);
        }
    }

    record Comparison(
            @Says("pinned, live, frozen or verified") String at,
            String left,
            String right,
            Verdict verdict,
            AuditDocument.Place coordinates,
            @Says("how many") long tables,
            Optional<Long> rowsExamined,
            Optional<Long> bytesExamined,
            Optional<Long> millis) {
        static Comparison of(Parity.Comparison comparison) {
            return new Comparison(
                    comparison.at(),
                    comparison.left(),
                    comparison.right(),
                    comparison.verdict(),
                    AuditDocument.Place.of(comparison.coordinates()),
                    comparison.tables().size(),
                    Optional.ofNullable(comparison.rowsExamined()),
                    Optional.ofNullable(comparison.bytesExamined()),
                    Optional.ofNullable(comparison.millis()));
        }
    }

    static ParityDocument of(Story story) {
        Parity parity = story.parity();
        boolean own = story.run().ownData();
        return new ParityDocument(
                parity.verdict(),
                parity.tables().stream().map(Table::of).toList(),
                parity.objects().map(Inventory::of),
                parity.accounts().map(Inventory::of),
                parity.settings().map(Inventory::of),
                Passes.of(parity),
                parity.frozen().flatMap(Parity.Comparison::residue),
                own ? Optional.of(Proved.ofData(story)) : Optional.empty(),
                own ? Optional.of(Proved.ofSample(story)) : Optional.empty());
    }
}
