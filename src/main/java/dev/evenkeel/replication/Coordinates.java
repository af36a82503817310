package dev.evenkeel.replication;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import java.util.Map;
import java.util.Objects;

/** A place in the source's binlog, by file and offset and by GTID. */
public record Coordinates(BinlogPosition position, GtidSet gtid) {
    public Coordinates {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(gtid, "gtid");
    }

    public Map<String, Object> data() {
        return Map.of("file", position.file(), "position", position.offset(), "gtid", gtid.toString());
    }

    @Override
    public String toString() {
        return position + " (GTID " + gtid + ")";
    }
}
