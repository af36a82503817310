package dev.evenkeel.replication.feed;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import dev.evenkeel.replication.wire.KeyColumn;
import dev.evenkeel.replication.wire.RowImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Tells which rows the engine changed by a foreign key when their parent changed: they are in no binlog. */
final class CascadedRows {
    private final FeedTables tables;
    private final Consumer<Change> sink;

    CascadedRows(FeedTables tables, Consumer<Change> sink) {
        this.tables = tables;
        this.sink = sink;
    }

    /**
     * One change of a parent.
     *
     * @param parents the rows whose values the changed ones had or have
     */
    void tell(Cascades.ForeignKey child, Cascades.Rule rule, List<RowImage> parents, BinlogPosition position) {
        String reason = "a foreign key to " + child.parent() + " changed rows of it";
        Set<TableName> further = new TreeSet<>(tables.cascades().reach(Set.of(child.child())));
        boolean onwards = !tables.cascades().from(child.child()).isEmpty();
        List<Optional<List<String>>> values = rule == Cascades.Rule.CASCADE
                ? parents.stream().map(row -> values(child, row)).toList()
                : List.of(Optional.empty());
        if (values.stream().allMatch(Optional::isPresent) && tables.holds(child.child())) {
            values.forEach(found ->
                    sink.accept(new Change.RowsCascaded(child.child(), child.childColumns(), found.get(), position)));
            // A table that refers to itself is reached again.
            if (!tables.cascades().from(child.child()).stream()
                    .anyMatch(
                            key -> tables.cascades().reach(Set.of(key.child())).contains(child.child()))) {
                further.remove(child.child());
            }
        } else {
            onwards = true;
        }
        if (onwards) {
            further.stream()
                    .filter(tables::holds)
                    .forEach(name -> sink.accept(new Change.TableDirty(name, reason, position)));
        }
    }

    /** The values that the child's rows refer to; empty when they cannot be read in both tables' columns. */
    private Optional<List<String>> values(Cascades.ForeignKey child, RowImage parent) {
        Optional<Table> table = tables.table(child.child());
        if (table.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<KeyColumn> referring = KeyColumn.of(table.get(), child.childColumns());
            List<KeyColumn> referred = KeyColumn.of(parent.table(), child.columns());
            return referring.isEmpty() || referred.isEmpty() ? Optional.empty() : Optional.of(parent.key(referred));
        } catch (Undecodable e) {
            return Optional.empty();
        }
    }
}
