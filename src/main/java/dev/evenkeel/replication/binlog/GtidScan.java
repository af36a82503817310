package dev.evenkeel.replication.binlog;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.EventBytes;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The GTID position of a place in a binlog by reading the file's events up to it, as replication would. It costs the
 * transfer of that part of the file, so it is for what BINLOG_GTID_POS does not tell: that function reads events of at
 * most max_allowed_packet, and an UPDATE writes the old and the new row into one event.
 */
final class GtidScan {
    private static final int START = 4;
    /** The upper bits of a list's length are flags. */
    private static final long LENGTH = 0x0fff_ffffL;

    private final Map<Long, GtidSet.Gtid> last = new TreeMap<>();

    private GtidScan() {}

    /** @throws NotPossible when the file is gone, no event of it begins there, or this account cannot read it */
    static GtidSet at(Session session, BinlogPosition place) {
        GtidScan scan = new GtidScan();
        BinlogPosition end = BinlogPart.read(session, new BinlogPosition(place.file(), START), place, scan::take);
        if (!end.equals(place)) {
            throw new NotPossible(session.server().name() + ": the binlog has no event that begins at " + place
                    + "; one ends at " + end);
        }
        return new GtidSet(scan.last);
    }

    private boolean take(BinlogEvent event) throws IOException {
        if (event.type() == BinlogEvent.GTID) {
            EventBytes body = new EventBytes(event.bytes());
            long sequence = body.little(8);
            long domain = body.little(4);
            last.put(domain, new GtidSet.Gtid(domain, event.header().serverId(), sequence));
        } else if (event.type() == BinlogEvent.GTID_LIST) {
            EventBytes body = new EventBytes(event.bytes());
            // Of a domain's servers the one that wrote last is last.
            for (long left = body.little(4) & LENGTH; left > 0; left--) {
                long domain = body.little(4);
                long serverId = body.little(4);
                last.put(domain, new GtidSet.Gtid(domain, serverId, body.little(8)));
            }
        }
        return true;
    }
}
