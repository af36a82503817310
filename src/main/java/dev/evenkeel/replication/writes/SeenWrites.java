package dev.evenkeel.replication.writes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.binlog.Binlog;
import java.util.List;
import java.util.Set;

/**
 * What somebody wrote on a server itself after a place of its binlog.
 *
 * @param what "rows of shop.orders", or the beginning of a statement, each once; without the provider's own tables
 * @param end how far the binlog was read, to continue from
 */
public record SeenWrites(List<String> what, BinlogPosition end) {
    public SeenWrites {
        what = List.copyOf(what);
    }

    /** @param own statements of the run itself, as they were sent; they are left out */
    public static SeenWrites since(Session session, BinlogPosition from, Set<String> own) {
        BinlogPosition end = Binlog.position(session);
        Set<String> known = Binlog.asLogged(own);
        List<String> written = from.compareTo(end) == 0 ? List.of() : Binlog.writtenHere(session, from, end);
        return new SeenWrites(
                written.stream()
                        .filter(what -> !known.contains(what))
                        .filter(what -> !ServerWrites.eventIsOver(what))
                        .toList(),
                end);
    }
}
