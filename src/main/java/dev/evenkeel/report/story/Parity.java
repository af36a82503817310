package dev.evenkeel.report.story;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.ParityEvent.Rows;
import dev.evenkeel.event.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything that was compared.
 *
 * @param once two servers were compared as they are; else there must be two comparisons, when pinned and when frozen
 * @param declared what a run of that kind says that it came to; inconclusive when it was broken off
 * @param comparisons of rows, in the order they were made
 */
public record Parity(
        boolean once,
        Verdict declared,
        List<Comparison> comparisons,
        Optional<Inventory> objects,
        Optional<Inventory> accounts,
        Optional<Inventory> settings) {
    public Parity {
        comparisons = List.copyOf(comparisons);
    }

    /** A comparison of rows at one place in the binlog. Numbers that were not recorded are null. */
    public record Comparison(
            String at,
            String left,
            String right,
            Verdict declared,
            Story.Coordinates coordinates,
            Long rowsExamined,
            Long bytesExamined,
            Long millis,
            Optional<ParityEvent.Residue> residue,
            List<Table> tables,
            List<ParityEvent.Name> dropped) {
        static Comparison of(Rows told) {
            return new Comparison(
                    told.at(),
                    told.left(),
                    told.right(),
                    told.verdict(),
                    Story.Coordinates.of("", told.coordinates()),
                    told.rowsExamined().orElse(null),
                    told.bytesExamined().orElse(null),
                    told.millis().orElse(null),
                    told.residue().filter(residue -> residue.keys().isPresent()),
                    told.tables().stream().map(Table::of).toList(),
                    told.dropped());
        }

        public Comparison {
            tables = List.copyOf(tables);
            dropped = List.copyOf(dropped);
        }

        /** Never better than the worst of its tables, and nothing looked at is not the same. */
        public Verdict verdict() {
            Verdict worst = tables.stream().map(Table::verdict).reduce(declared, Verdict::worst);
            return worst == Verdict.SAME && (rowsExamined == null || rowsExamined <= 0) ? Verdict.INCONCLUSIVE : worst;
        }
    }

    /** One table in one comparison. */
    public record Table(
            String schema,
            String name,
            Verdict declared,
            Long rowsSource,
            Long rowsTarget,
            Long chunks,
            Long millis,
            String method,
            String reason,
            List<ParityEvent.Difference> differences) {
        static Table of(ParityEvent.Table told) {
            return new Table(
                    told.schema(),
                    told.table(),
                    told.verdict(),
                    told.rowsSource().orElse(null),
                    told.rowsTarget().orElse(null),
                    told.chunks().orElse(null),
                    told.millis().orElse(null),
                    told.method(),
                    told.reason(),
                    told.differences());
        }

        /** One of which nothing is known but that it was to be compared. */
        static Table notJudged(ParityEvent.Name name) {
            return new Table(
                    name.schema(),
                    name.table(),
                    Verdict.INCONCLUSIVE,
                    null,
                    null,
                    null,
                    null,
                    "",
                    "not judged before the run ended",
                    List.of());
        }

        public Table {
            differences = List.copyOf(differences);
        }

        /** A record that contradicts itself shows nothing. */
        public Verdict verdict() {
            boolean counts = rowsSource == null || rowsTarget == null || rowsSource.equals(rowsTarget);
            return declared == Verdict.SAME && !(counts && differences.isEmpty()) ? Verdict.INCONCLUSIVE : declared;
        }

        public String qualified() {
            return schema + "." + name;
        }

        ParityEvent.Name key() {
            return new ParityEvent.Name(schema, name);
        }
    }

    /**
     * What was found of one table in the two comparisons that decide.
     *
     * @param dropped it was on neither side any more when the frozen ones were compared
     */
    public record TableParity(
            String schema,
            String name,
            Optional<Table> pinned,
            Optional<Table> frozen,
            Optional<Table> verified,
            boolean frozenWasCompared,
            boolean dropped) {
        /** Of the last comparison, and never better than the other one. */
        public Verdict verdict() {
            if (verified.isPresent()) {
                return verified.get().verdict();
            }
            Verdict verdict = pinned.map(Table::verdict).orElse(Verdict.SAME);
            if (frozen.isPresent()) {
                return verdict.worst(frozen.get().verdict());
            }
            return frozenWasCompared && !dropped ? verdict.worst(Verdict.INCONCLUSIVE) : verdict;
        }

        /** Why it is not the same, empty where nobody said. */
        public String reason() {
            if (dropped) {
                return "on neither side any more: dropped or renamed since it was compared";
            }
            boolean leftOut = verified.isEmpty() && frozen.isEmpty() && frozenWasCompared;
            return leftOut ? "left out of the comparison at the frozen coordinates" : last().reason();
        }

        /** One of them is always there. */
        public Table last() {
            return verified.or(this::frozen).or(this::pinned).orElseThrow();
        }

        public String qualified() {
            return schema + "." + name;
        }
    }

    /** Objects, accounts or settings, one by one. */
    public record Inventory(Verdict declared, Long examined, List<ParityEvent.Item> items) {
        static Inventory of(ParityEvent.Inventory told) {
            return new Inventory(told.verdict(), told.examined().orElse(null), told.items());
        }

        public Inventory {
            items = List.copyOf(items);
        }

        public Verdict verdict() {
            Verdict worst = items.stream().map(ParityEvent.Item::verdict).reduce(declared, Verdict::worst);
            boolean lookedAtNothing = items.isEmpty() && (examined == null || examined == 0);
            if (worst == Verdict.ALLOWED) {
                return Verdict.SAME;
            }
            return worst == Verdict.SAME && lookedAtNothing ? Verdict.INCONCLUSIVE : worst;
        }

        public List<ParityEvent.Item> notSame() {
            return items.stream().filter(item -> item.verdict() != Verdict.SAME).toList();
        }
    }

    /** The last comparison made at the pinned coordinates: earlier ones were repeated. */
    public Optional<Comparison> pinned() {
        return last(comparison -> comparison.at().equals(Rows.PINNED));
    }

    public Optional<Comparison> frozen() {
        return last(comparison -> comparison.at().equals(Rows.FROZEN));
    }

    public Optional<Comparison> verified() {
        return last(comparison -> comparison.at().equals(Rows.VERIFIED));
    }

    public boolean decides(Comparison comparison) {
        return verified().filter(comparison::equals).isPresent()
                || pinned().filter(comparison::equals).isPresent()
                || frozen().filter(comparison::equals).isPresent();
    }

    /** Rows are named that are not the same. */
    boolean rowsDiffer() {
        return comparisons.stream()
                .flatMap(comparison -> comparison.tables().stream())
                .anyMatch(table -> !table.differences().isEmpty());
    }

    boolean tablesDiffer() {
        return comparisons.stream().anyMatch(comparison -> comparison.verdict() == Verdict.DIFFERENT);
    }

    boolean inventoryDiffers() {
        return Stream.of(objects, accounts, settings)
                .flatMap(Optional::stream)
                .anyMatch(inventory -> inventory.verdict() == Verdict.DIFFERENT);
    }

    private Optional<Comparison> last(Predicate<Comparison> wanted) {
        return comparisons.stream().filter(wanted).reduce((earlier, later) -> later);
    }

    /**
     * Same only if both comparisons were made, looked at something and found every table the same. Where servers are
     * compared once: the worst of what was compared, whatever that is.
     */
    public Verdict verdict() {
        if (once) {
            return Stream.concat(
                            verified().map(Comparison::verdict).stream(),
                            Stream.of(objects, accounts, settings)
                                    .flatMap(Optional::stream)
                                    .map(Inventory::verdict))
                    .reduce(Verdict::worst)
                    .map(declared::worst)
                    .orElse(Verdict.INCONCLUSIVE);
        }
        Verdict unmade = Verdict.INCONCLUSIVE;
        Verdict both = pinned().map(Comparison::verdict)
                .orElse(unmade)
                .worst(frozen().map(Comparison::verdict).orElse(unmade));
        return tables().stream().map(TableParity::verdict).reduce(both, Verdict::worst);
    }

    /** Every table of the two deciding comparisons, in the order they name them. */
    public List<TableParity> tables() {
        Map<ParityEvent.Name, TableParity> tables = new LinkedHashMap<>();
        Optional<Comparison> frozen = frozen();
        List<ParityEvent.Name> dropped = frozen.map(Comparison::dropped).orElse(List.of());
        for (Table table : verified().map(Comparison::tables).orElse(List.of())) {
            tables.put(table.key(), parity(table.key(), Optional.empty(), Optional.empty(), Optional.of(table), false));
        }
        for (Table table : pinned().map(Comparison::tables).orElse(List.of())) {
            tables.put(
                    table.key(),
                    parity(
                            table.key(),
                            Optional.of(table),
                            Optional.empty(),
                            Optional.empty(),
                            dropped.contains(table.key())));
        }
        for (Table table : frozen.map(Comparison::tables).orElse(List.of())) {
            Optional<Table> pinned =
                    Optional.ofNullable(tables.get(table.key())).flatMap(TableParity::pinned);
            tables.put(table.key(), parity(table.key(), pinned, Optional.of(table), Optional.empty(), false));
        }
        return List.copyOf(new ArrayList<>(tables.values()));
    }

    private TableParity parity(
            ParityEvent.Name name,
            Optional<Table> pinned,
            Optional<Table> frozen,
            Optional<Table> verified,
            boolean dropped) {
        return new TableParity(name.schema(), name.table(), pinned, frozen, verified, frozen().isPresent(), dropped);
    }

    /** Those that were moved: what was dropped on the way was not. */
    public List<TableParity> moved() {
        return tables().stream().filter(table -> !table.dropped()).toList();
    }
}
