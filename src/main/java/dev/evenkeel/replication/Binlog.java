package dev.evenkeel.replication;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a server's own binlog says. */
public final class Binlog {
    /** Events that change nothing by themselves; the rows of a transaction are told by its Table_map. */
    private static final Pattern SILENT = Pattern.compile(
            "Format_desc|Gtid|Gtid_list|Xid|Rotate|Stop|Binlog_checkpoint|Annotate_rows|Intvar|RAND|User var"
                    + "|Begin_load_query|Append_block|Start_encryption|(Write|Update|Delete)_rows.*");

    private static final int AT_ONCE = 500;

    private Binlog() {}

    /** The end of the server's binlog now, its GTID position read beside. */
    public static Coordinates end(Session session) {
        BinlogPosition position = position(session);
        return new Coordinates(position, gtidAt(session, position));
    }

    /** The end of the server's binlog now. */
    public static BinlogPosition position(Session session) {
        return session.first("SHOW MASTER STATUS", row -> new BinlogPosition(row.text(1), row.number(2)))
                .orElseThrow(() -> new NotPossible(session.server().name()
                        + " writes no binlog; it needs log_bin (on RDS: backup retention above 0)"));
    }

    /**
     * The place in the server's binlog that this session's consistent snapshot holds: every transaction before it and
     * none behind.
     */
    public static BinlogPosition snapshot(Session session) {
        Map<String, String> status = new HashMap<>();
        session.list(
                "SHOW STATUS LIKE 'binlog_snapshot_%'",
                row -> status.put(row.text(1).toLowerCase(Locale.ROOT), row.text(2)));
        String file = status.getOrDefault("binlog_snapshot_file", "");
        if (file.isEmpty()) {
            throw new NotPossible(session.server().name() + " does not say which place of its binlog a snapshot holds");
        }
        return new BinlogPosition(file, Long.parseLong(status.get("binlog_snapshot_position")));
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

    /**
     * What was written on this server itself, not replicated to it, behind a position of its binlog, as "rows of shop.orders" or as the beginning of a
     * statement, each once. Left out is what changes nobody's data: the provider's own tables, statistics, temporary tables.
     */
    static List<String> writtenSince(Session session, BinlogPosition position) {
        long own = session.number("SELECT @@GLOBAL.server_id");
        Set<String> written = new LinkedHashSet<>();
        List<String> files = files(session);
        int first = files.indexOf(position.file());
        if (first < 0) {
            throw new NotPossible(session.server().name() + ": the binlog " + position.file()
                    + " is purged, so nobody can tell what was written since " + position);
        }
        for (String file : files.subList(first, files.size())) {
            String from = file.equals(position.file()) ? " FROM " + position.offset() : "";
            session
                    .list(
                            "SHOW BINLOG EVENTS IN " + Quoting.text(file) + from,
                            row -> row.number(4) == own
                                    ? LoggedWrite.of(
                                            row.text(3), row.optional(6).orElse(""))
                                    : Optional.<String>empty())
                    .stream()
                    .flatMap(Optional::stream)
                    .forEach(written::add);
        }
        return List.copyOf(written);
    }

    /**
     * The first thing between two places of this server's binlog that may have changed somebody's data, whoever wrote it:
     * "rows of shop.orders", or the beginning of a statement. Empty when there is none.
     *
     * @throws NotPossible when that part of the binlog is gone
     */
    static Optional<String> firstChange(Session session, BinlogPosition from, BinlogPosition to) {
        List<String> files = files(session);
        if (!files.contains(from.file())) {
            throw new NotPossible(session.server().name() + ": the binlog " + from.file() + " is purged");
        }
        for (String file : files.subList(files.indexOf(from.file()), files.size())) {
            long end = file.equals(to.file()) ? to.offset() : Long.MAX_VALUE;
            Optional<String> change = firstChange(session, file, file.equals(from.file()) ? from.offset() : 4, end);
            if (change.isPresent() || file.equals(to.file())) {
                return change;
            }
        }
        throw new NotPossible(session.server().name() + ": the binlog has no " + to.file() + " behind " + from.file());
    }

    private static Optional<String> firstChange(Session session, String file, long from, long end) {
        long next = from;
        while (next < end) {
            // In small portions: the server holds up its writers while it answers.
            List<Logged> events = session.list(
                    "SHOW BINLOG EVENTS IN " + Quoting.text(file) + " FROM " + next + " LIMIT " + AT_ONCE,
                    row -> new Logged(
                            row.number(2),
                            row.text(3),
                            row.number(5),
                            row.optional(6).orElse("")));
            for (Logged event : events) {
                Optional<String> change = event.at() < end ? change(event) : Optional.empty();
                if (change.isPresent()) {
                    return change;
                }
            }
            if (events.size() < AT_ONCE) {
                return Optional.empty();
            }
            next = events.get(events.size() - 1).end();
        }
        return Optional.empty();
    }

    private record Logged(long at, String type, long end, String info) {}

    private static Optional<String> change(Logged event) {
        if (SILENT.matcher(event.type()).matches()) {
            return Optional.empty();
        }
        boolean told = event.type().equals("Table_map")
                || event.type().equals("Execute_load_query")
                || event.type().startsWith("Query");
        return told ? LoggedWrite.of(event.type(), event.info()) : Optional.of("an event of type " + event.type());
    }

    public static List<String> files(Session session) {
        return session.list("SHOW BINARY LOGS", row -> row.text(1));
    }
}
