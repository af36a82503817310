package dev.evenkeel.replication.binlog;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.NotPossible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server's own binlog says. */
public final class Binlog {
    /** Where the events of a file begin. */
    private static final long START = 4;

    private Binlog() {}

    /** The end of the server's binlog now, its GTID position read beside. */
    public static Coordinates end(Session session) {
        BinlogPosition position = position(session);
        return new Coordinates(position, gtidAt(session, position));
    }

    /**
     * The same of a server to which nobody writes. The server is not asked which GTID position a place has: it would read its file
     * from the beginning for that, a second for a gigabyte.
     */
    public static Coordinates endAtRest(Session session) {
        GtidSet before = written(session);
        BinlogPosition position = position(session);
        GtidSet after = written(session);
        boolean rest = before.equals(after) && position(session).equals(position);
        return new Coordinates(position, rest ? after : gtidAt(session, position));
    }

    /** The end of the server's binlog now. */
    public static BinlogPosition position(Session session) {
        return session.first("SHOW MASTER STATUS", row -> new BinlogPosition(row.text(1), row.number(2)))
                .orElseThrow(() -> new NotPossible(session.server().name()
                        + " writes no binlog; it needs log_bin (on RDS: backup retention above 0)"));
    }

    /**
     * The place in the server's binlog that this session's consistent snapshot holds: every transaction before it and
     * none after it.
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

    /** What of other servers' binlogs the server says it has applied, by GTID. */
    public static GtidSet applied(Session session) {
        return GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_slave_pos"));
    }

    /**
     * The GTID position that a place in this server's binlog corresponds to.
     *
     * @throws NotPossible where the file is gone or cannot be read
     */
    public static GtidSet gtidAt(Session session, BinlogPosition position) {
        return session.first(
                        "SELECT BINLOG_GTID_POS(?, ?)",
                        row -> row.optional(1).map(GtidSet::parse),
                        position.file(),
                        position.offset())
                .flatMap(Function.identity())
                .orElseGet(() -> GtidScan.at(session, position));
    }

    /**
     * Where the first transaction after a position begins that is not among these; the end of the binlog where all of them are.
     *
     * @param from a place between two transactions
     */
    public static BinlogPosition firstBeyond(Session session, BinlogPosition from, GtidSet had) {
        BinlogPosition end = position(session);
        for (String file : files(session)) {
            if (file.compareTo(from.file()) < 0 || file.compareTo(end.file()) > 0) {
                continue;
            }
            long begin = file.equals(from.file()) ? from.offset() : START;
            Optional<Long> beyond = session
                    .list(
                            "SHOW BINLOG EVENTS IN " + Quoting.text(file) + " FROM " + begin,
                            row -> new Begun(row.text("Pos"), row.text("Event_type"), row.text("Info")))
                    .stream()
                    .filter(event -> event.beyond(had))
                    .map(Begun::at)
                    .findFirst();
            if (beyond.isPresent()) {
                return new BinlogPosition(file, beyond.get());
            }
        }
        return end;
    }

    /** The beginning of a transaction, or any other event. */
    private record Begun(String place, String type, String info) {
        private static final Pattern GTID = Pattern.compile("GTID (\\d+-\\d+-\\d+)");

        private boolean beyond(GtidSet had) {
            Matcher gtid = GTID.matcher(info);
            return type.equals("Gtid") && gtid.find() && !had.contains(GtidSet.parse(gtid.group(1)));
        }

        private long at() {
            return Long.parseLong(place);
        }
    }

    /** The GTID position of everything the server has written to its binlog until now. */
    public static GtidSet written(Session session) {
        return GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_binlog_pos"));
    }

    /**
     * What was written on this server itself, not replicated to it, after a position of its binlog, as "rows of shop.orders" or as the beginning of a
     * statement, each once. Left out is what changes nobody's data: the provider's own tables, statistics, temporary tables.
     */
    public static List<String> writtenSince(Session session, BinlogPosition position) {
        return writtenHere(session, position, position(session));
    }

    /** The same up to another place. */
    public static List<String> writtenHere(Session session, BinlogPosition from, BinlogPosition to) {
        long own = session.number("SELECT @@GLOBAL.server_id");
        Set<String> written = new LinkedHashSet<>();
        BinlogPart.read(session, from, to, event -> {
            if (event.header().serverId() == own) {
                Logged.of(event).flatMap(LoggedWrite::of).ifPresent(written::add);
            }
            return true;
        });
        return List.copyOf(written);
    }

    /** What anybody wrote between two places of this server's binlog, replicated to it or not, told in the same way. */
    public static List<String> writtenBetween(Session session, BinlogPosition from, BinlogPosition to) {
        Set<String> written = new LinkedHashSet<>();
        BinlogPart.read(session, from, to, event -> {
            Logged.of(event).flatMap(LoggedWrite::of).ifPresent(written::add);
            return true;
        });
        return List.copyOf(written);
    }

    /** Statements as what is written tells them. */
    public static Set<String> asLogged(Set<String> statements) {
        return statements.stream().map(LoggedWrite::shortened).collect(Collectors.toSet());
    }

    /**
     * The first change of somebody's data that this server accepted itself after a place of its binlog. Left out is what {@link
     * #writtenSince} leaves out, and the statements given.
     *
     * @param own statements that this run sent, as they were sent
     */
    public static Optional<FirstWrite> firstWrite(Session session, BinlogPosition position, Set<String> own) {
        long server = session.number("SELECT @@GLOBAL.server_id");
        Set<String> known = asLogged(own);
        List<FirstWrite> first = new ArrayList<>();
        BinlogPosition at = BinlogPart.read(session, position, position(session), event -> {
            if (event.header().serverId() == server) {
                Logged.of(event)
                        .flatMap(LoggedWrite::of)
                        .filter(what -> !known.contains(what))
                        .ifPresent(what -> first.add(
                                new FirstWrite(what, position, event.header().at())));
            }
            return first.isEmpty();
        });
        return first.stream().findFirst().map(write -> new FirstWrite(write.what(), at, write.when()));
    }

    /**
     * The first thing between two places of this server's binlog that may have changed somebody's data, whoever wrote it:
     * "rows of shop.orders", or the beginning of a statement. Empty when there is none.
     *
     * @throws NotPossible when that part of the binlog is gone
     */
    public static Optional<String> firstChange(Session session, BinlogPosition from, BinlogPosition to) {
        List<String> change = new ArrayList<>();
        BinlogPart.read(session, from, to, event -> {
            Logged.of(event).flatMap(LoggedWrite::of).ifPresent(change::add);
            return change.isEmpty();
        });
        return change.stream().findFirst();
    }

    public static List<String> files(Session session) {
        return session.list("SHOW BINARY LOGS", row -> row.text(1));
    }
}
