package dev.evenkeel.replication.wire;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table as a table map event describes it: the types of its columns, no names. */
public record WireTable(long id, TableName name, List<WireColumn> columns) {
    public WireTable {
        columns = List.copyOf(columns);
    }

    public static long id(EventBytes event) {
        return event.little(6);
    }

    public static WireTable read(EventBytes event) {
        long id = id(event);
        event.skip(2);
        TableName name = new TableName(event.name(), event.name());
        byte[] types = event.take((int) event.packed());
        EventBytes meta = event.slice((int) event.packed());
        List<WireColumn> columns = new ArrayList<>();
        for (byte type : types) {
            columns.add(WireColumn.read(type & 0xff, meta));
        }
        if (meta.left() != 0) {
            throw new EventBytes.Undecodable("the description of " + name + " is longer than its columns");
        }
        return new WireTable(id, name, columns);
    }

    /** Only the name, which is before anything that could be unknown. */
    public static TableName nameOf(EventBytes event) {
        event.skip(8);
        return new TableName(event.name(), event.name());
    }

    /** Why a row cannot be read by the catalog's columns. */
    public Optional<String> disagreement(Table table) {
        int own = table.columns().size();
        boolean hidden = columns.size() == own + table.hiddenColumns()
                && columns.subList(own, columns.size()).stream().allMatch(WireTable::hash);
        if (!hidden) {
            return Optional.of("the binlog has " + columns.size() + " columns of it, the catalog "
                    + table.columns().size());
        }
        for (int i = 0; i < own; i++) {
            if (!KeyColumn.agrees(table.columns().get(i), columns.get(i))) {
                return Optional.of("column " + table.columns().get(i).name() + " is "
                        + table.columns().get(i).columnType() + ", the binlog has type "
                        + columns.get(i).type());
            }
        }
        return Optional.empty();
    }

    /** What a UNIQUE index over long columns keeps beside them. */
    private static boolean hash(WireColumn column) {
        return column.type() == WireColumn.LONGLONG;
    }
}
