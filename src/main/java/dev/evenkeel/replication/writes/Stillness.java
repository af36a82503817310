package dev.evenkeel.replication.writes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import java.util.Optional;

/**
 * Decides whether a server's data may have changed between two looks. What cannot be explained as harmless has moved it:
 * the only thing believed harmless is what its binlog shows to be the provider's or the server's own bookkeeping.
 */
public final class Stillness {
    /** Uptime and clock are both in whole seconds. */
    private static final long CLOCK_SECONDS = 5;

    private Stillness() {}

    /**
     * Why the data may have changed, as a clause that names the server; empty when they have not.
     *
     * @param source a session to the server that this one replicates from, when that is at hand
     */
    public static Optional<String> disturbed(
            Session session, Standing before, Standing now, Optional<SourceSession> source) {
        String server = "the " + session.server().name();
        if (before.serverId() != now.serverId()) {
            return Optional.of(server + " answers as server " + now.serverId() + ", before it was server "
                    + before.serverId() + "; find out who serves there");
        }
        if (Math.abs(before.started() - now.started()) > CLOCK_SECONDS) {
            return Optional.of(server + " was restarted during the comparison");
        }
        if (before.logs() != now.logs()) {
            return Optional.of(server + "'s binlog was turned " + (now.logs() ? "on" : "off") + " meanwhile");
        }
        return inBinlog(session, server, before, now)
                .or(() -> asReplica(server, before, now, source))
                .or(() -> counted(server, before, now));
    }

    /** The other side of a comparison, by its server id. */
    public record SourceSession(long serverId, Session session) {}

    /** What would become visible, or be written, without any of these looks showing it. */
    public static Optional<String> uncertain(Session session, Standing standing) {
        String server = "the " + session.server().name();
        if (standing.logs()) {
            return standing.counters().isEmpty() ? leftOutOfBinlog(session, server) : Optional.empty();
        }
        try {
            long open =
                    session.number("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0");
            return open == 0
                    ? Optional.empty()
                    : Optional.of(server + " writes no binlog and has " + open
                            + " open transactions that have written; end them and begin again");
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_SPECIFIC_ACCESS_DENIED_ERROR)) {
                return Optional.of(server + " writes no binlog, and this account may not see whether transactions are"
                        + " open; grant it PROCESS");
            }
            throw e;
        }
    }

    private static Optional<String> leftOutOfBinlog(Session session, String server) {
        try {
            return session.first(
                            "SHOW MASTER STATUS",
                            row -> row.optional(3).orElse("") + row.optional(4).orElse(""))
                    .filter(filters -> !filters.isEmpty())
                    .map(filters -> server + " leaves databases out of its binlog (binlog_do_db, binlog_ignore_db:"
                            + filters + "), so what is written there is not seen; set replication filters instead");
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_SPECIFIC_ACCESS_DENIED_ERROR)) {
                // Told as a limit.
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<String> inBinlog(Session session, String server, Standing before, Standing now) {
        if (!now.logs() || before.written().equals(now.written())) {
            return Optional.empty();
        }
        BinlogPosition from = before.written().orElseThrow();
        BinlogPosition to = now.written().orElseThrow();
        return changed(session, from, to).map(what -> moved(server, from, to, what));
    }

    private static String moved(String server, Object from, Object to, String what) {
        return server + " moved from " + from + " to " + to + " while it was read: " + what;
    }

    private static Optional<String> changed(Session session, BinlogPosition from, BinlogPosition to) {
        try {
            return Binlog.firstChange(session, from, to);
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.of(
                    "what was written cannot be read (" + e.reason()
                            + "); grant REPLICATION SLAVE and REPLICATION CLIENT, from 10.5 BINLOG MONITOR, or stop all writes");
        } catch (NotPossible e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What a replica applies without logging it is in its source's binlog alone. */
    private static Optional<String> asReplica(
            String server, Standing before, Standing now, Optional<SourceSession> source) {
        boolean moved = !before.gtidApplied().equals(now.gtidApplied())
                || !before.applied().equals(now.applied())
                || before.sourceServerId() != now.sourceServerId();
        if (now.logsApplied() || !moved) {
            return Optional.empty();
        }
        if (source.isPresent()
                && before.sourceServerId() == now.sourceServerId()
                && source.get().serverId() == now.sourceServerId()
                && before.applied().isPresent()
                && now.applied().isPresent()) {
            BinlogPosition from = before.applied().get();
            BinlogPosition to = now.applied().get();
            return changed(source.get().session(), from, to)
                    .map(what ->
                            server + " applied its source from " + from + " to " + to + " while it was read: " + what);
        }
        return Optional.of(server + " applied its source from GTID '" + before.gtidApplied() + "' to '"
                + now.gtidApplied() + "' while it was read, and its own binlog does not show what that was; stop its"
                + " replication, or set log_slave_updates");
    }

    private static Optional<String> counted(String server, Standing before, Standing now) {
        if (before.counters().equals(now.counters())) {
            return Optional.empty();
        }
        String counter = now.counters().keySet().stream()
                .sorted()
                .filter(name ->
                        !now.counters().get(name).equals(before.counters().get(name)))
                .findFirst()
                .orElse("its counters of changes");
        return Optional.of(server + " moved while it was read: " + counter + " went from "
                + before.counters().get(counter) + " to " + now.counters().get(counter)
                + (now.logs()
                        ? ", and its binlog does not show what that was (sql_log_bin=0, a temporary table, or a"
                                + " transaction that is open or was rolled back)"
                        : ""));
    }
}
