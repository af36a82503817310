package dev.evenkeel.replication.feed;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.EventBytes;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import dev.evenkeel.replication.wire.EventHeader;
import dev.evenkeel.replication.wire.EventTypes;
import dev.evenkeel.replication.wire.WireTable;
import java.io.IOException;
import java.util.Optional;

/** What can be told of an event that is not held in memory: its rows one by one, or a doubt. */
final class LargeEvents {
    /** Insertions, updates and deletions of the first and of the second kind. */
    private static final int WRITE_COMPRESSED = 166;

    private static final int KINDS = 3;
    /** The table's number and flags. */
    private static final int HEAD = 8;

    private LargeEvents() {}

    /** Reads no more of the event than it needs. */
    static void tell(BinlogEvent event, EventReader reader) throws IOException {
        EventHeader header = event.header();
        int type = header.type();
        String size = (header.length() >> 20) + " MiB";
        if (type >= EventTypes.WRITE_V1 && type <= EventTypes.DELETE_V1) {
            rows(event, reader, type - EventTypes.WRITE_V1, false);
        } else if (type >= EventTypes.WRITE_V2 && type <= EventTypes.DELETE_V2) {
            rows(event, reader, type - EventTypes.WRITE_V2, true);
        } else if (type >= WRITE_COMPRESSED && type < WRITE_COMPRESSED + 2 * KINDS) {
            long id = WireTable.id(new EventBytes(event.start(HEAD)));
            reader.unreadRows(
                    header, id, (type - WRITE_COMPRESSED) % KINDS, size + " of compressed rows were not read");
        } else if (!EventTypes.WITHOUT_ROWS.contains(type)) {
            // The end of a statement can make it another one.
            reader.all(header, "an event of type " + type + " and " + size + " was not read");
        }
    }

    private static void rows(BinlogEvent event, EventReader reader, int kind, boolean second) throws IOException {
        EventHeader header = event.header();
        byte[] head = event.start(HEAD);
        long id = WireTable.id(new EventBytes(head));
        Optional<WireTable> wire = reader.wire(id);
        Optional<Table> table = wire.flatMap(found -> reader.table(found.name()));
        if (table.isEmpty() || wire.get().disagreement(table.get()).isPresent()) {
            // Doubted, or not asked for: the head is enough to know which.
            reader.rows(header, new EventBytes(head), kind, false);
            return;
        }
        try {
            new LargeRows(
                            event.body(),
                            wire.get(),
                            table.get(),
                            kind == 1,
                            piece -> reader.rows(header, new EventBytes(piece), kind, false))
                    .read(second);
        } catch (Undecodable e) {
            reader.unreadRows(header, id, kind, e.getMessage());
        }
    }
}
