package dev.evenkeel.replication.wire;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row as it was before or after a change: the bytes of each column that was sent and is not NULL. */
public record RowImage(WireTable wire, Table table, List<Optional<EventBytes>> values, boolean uuidsAsPrinted) {
    public static RowImage read(EventBytes rows, boolean[] sent, WireTable wire, Table table, boolean uuidsAsPrinted) {
        int count = 0;
        for (boolean column : sent) {
            count += column ? 1 : 0;
        }
        boolean[] nulls = rows.bits(count);
        List<Optional<EventBytes>> values = new ArrayList<>(sent.length);
        int place = 0;
        for (int i = 0; i < sent.length; i++) {
            if (!sent[i] || nulls[place++]) {
                values.add(Optional.empty());
            } else {
                int digits = i < table.columns().size()
                        ? KeyColumn.fraction(table.columns().get(i))
                        : 0;
                values.add(Optional.of(wire.columns().get(i).value(rows, digits)));
            }
        }
        return new RowImage(wire, table, values, uuidsAsPrinted);
    }

    public List<String> key(List<KeyColumn> key) {
        return key.stream().map(this::value).toList();
    }

    private String value(KeyColumn column) {
        int place = place(column.column().name());
        EventBytes bytes = values.get(place)
                .orElseThrow(() -> new Undecodable("the row image lacks the key's column "
                        + column.column().name()));
        return column.decode(wire.columns().get(place), bytes.copy(), uuidsAsPrinted);
    }

    /** Whether some columns may hold another value here; a column that was not sent may. */
    public boolean mayDiffer(RowImage other, List<String> columns) {
        return columns.stream().anyMatch(name -> {
            Optional<EventBytes> mine = values.get(place(name));
            Optional<EventBytes> theirs = other.values.get(place(name));
            return mine.isEmpty() || theirs.isEmpty() || !mine.get().sameAs(theirs.get());
        });
    }

    private int place(String name) {
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new Undecodable(table.name() + " has no column " + name);
    }
}
