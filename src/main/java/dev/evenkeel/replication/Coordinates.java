package dev.evenkeel.replication;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import java.util.Objects;

/** A place in the source's binlog, by file and offset and by GTID. */
public record Coordinates(BinlogPosition position, GtidSet gtid) {
    public Coordinates {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(gtid, "gtid");
    }

    /** As it is journalled. */
    public MoveEvent.Place event() {
        return new MoveEvent.Place(position.file(), position.offset(), gtid.toString());
    }

    @Override
    public String toString() {
        return position + " (GTID " + gtid + ")";
    }
}
