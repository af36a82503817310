package dev.evenkeel.replication;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import java.util.List;

/** What a server's own binlog says. */
public final class Binlog {
    private Binlog() {}

    /** The end of the server's binlog now, its GTID position read beside. */
    public static Coordinates end(Session session) {
        BinlogPosition position = session.first(
                        "SHOW MASTER STATUS", row -> new BinlogPosition(row.text(1), row.number(2)))
                .orElseThrow(() -> new IllegalStateException(session.server().name()
                        + " writes no binlog; it needs log_bin (on RDS: backup retention above 0)"));
        return new Coordinates(position, gtidAt(session, position));
    }

    /** The GTID position that a place in this server's binlog corresponds to; empty set where the file is gone. */
    public static GtidSet gtidAt(Session session, BinlogPosition position) {
        return session.first(
                        "SELECT BINLOG_GTID_POS(?, ?)",
                        row -> row.optional(1).orElse(""),
                        position.file(),
                        position.offset())
                .map(GtidSet::parse)
                .orElseThrow();
    }

    public static List<String> files(Session session) {
        return session.list("SHOW BINARY LOGS", row -> row.text(1));
    }
}
