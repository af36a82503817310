package dev.evenkeel.replication.writes;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a server's data had come at one moment, as far as an account that may only read can see it.
 *
 * @param started when the server was started, in seconds by its own clock
 * @param logsApplied what it applies as a replica is in its own binlog too
 * @param written the end of the last transaction in its binlog that readers see; empty where it writes none
 * @param gtidApplied what it has applied as a replica, empty for one that never was one
 * @param applied the same by its source's binlog; empty where it follows none or the account may not ask
 * @param sourceServerId the source it follows, 0 where that is not known
 * @param counters what it has counted of changes since its start
 */
public record Standing(
        long serverId,
        long started,
        boolean logsApplied,
        Optional<BinlogPosition> written,
        String gtidWritten,
        String gtidApplied,
        Optional<BinlogPosition> applied,
        long sourceServerId,
        Map<String, Long> counters) {
    /** Rows changed outside the system's schemas. InnoDB counts them so up to 10.5 or later, by no privilege. */
    private static final List<String> ROWS =
            List.of("Innodb_rows_inserted", "Innodb_rows_updated", "Innodb_rows_deleted");

    /** Rows changed anywhere, the system's schemas among them: for servers that neither log nor count as above. */
    private static final List<String> ANY_ROWS = List.of("Handler_write", "Handler_update", "Handler_delete");

    private static final List<String> DEFINITIONS = List.of(
            "Com_alter_db",
            "Com_alter_table",
            "Com_create_db",
            "Com_create_index",
            "Com_create_table",
            "Com_drop_db",
            "Com_drop_index",
            "Com_drop_table",
            "Com_load",
            "Com_optimize",
            "Com_rename_table",
            "Com_repair",
            "Com_truncate");

    public Standing {
        counters = Map.copyOf(counters);
    }

    /**
     * The position is that of the binlog's last transaction that readers see, {@code Binlog_snapshot_position}: the end of
     * the binlog itself may already hold one that is still to become visible. Seen on 10.1 and 10.11.
     */
    public static Standing read(Session session) {
        Map<String, String> status = status(session);
        Optional<ReplicaStatus> replica = replica(session);
        return session.first(
                        "SELECT @@GLOBAL.server_id, @@GLOBAL.log_bin, @@GLOBAL.log_slave_updates,"
                                + " @@GLOBAL.gtid_binlog_pos, @@GLOBAL.gtid_slave_pos, UNIX_TIMESTAMP()",
                        row -> new Standing(
                                row.number(1),
                                row.number(6) - Long.parseLong(status.get("Uptime")),
                                row.number(2) == 1 && row.number(3) == 1,
                                row.number(2) == 1 ? Optional.of(position(status)) : Optional.empty(),
                                row.optional(4).orElse(""),
                                row.optional(5).orElse(""),
                                replica.map(ReplicaStatus::executed),
                                replica.map(ReplicaStatus::sourceServerId).orElse(0L),
                                counters(status, row.number(2) == 1)))
                .orElseThrow();
    }

    private static BinlogPosition position(Map<String, String> status) {
        return new BinlogPosition(
                status.get("Binlog_snapshot_file"), Long.parseLong(status.get("Binlog_snapshot_position")));
    }

    private static Map<String, String> status(Session session) {
        String names = java.util.stream.Stream.of(
                        ROWS,
                        ANY_ROWS,
                        DEFINITIONS,
                        List.of("Uptime", "Binlog_snapshot_file", "Binlog_snapshot_position"))
                .flatMap(List::stream)
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        Map<String, String> status = new TreeMap<>();
        session.list(
                "SHOW GLOBAL STATUS WHERE Variable_name IN (" + names + ")",
                row -> status.put(
                        row.text(1).substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                                + row.text(1).substring(1),
                        row.text(2)));
        return status;
    }

    private static Map<String, Long> counters(Map<String, String> status, boolean logs) {
        Map<String, Long> counters = new TreeMap<>();
        List<String> rows = status.keySet().containsAll(ROWS) ? ROWS : logs ? List.of() : ANY_ROWS;
        rows.forEach(name -> counters.put(name, Long.valueOf(status.get(name))));
        if (!logs) {
            DEFINITIONS.stream()
                    .filter(status::containsKey)
                    .forEach(name -> counters.put(name, Long.valueOf(status.get(name))));
        }
        return counters;
    }

    private static Optional<ReplicaStatus> replica(Session session) {
        try {
            return ReplicaStatus.read(session);
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            // Not for this account. What is applied moves the GTID position, which everybody may read.
            return Optional.empty();
        }
    }

    boolean logs() {
        return written.isPresent();
    }

    /** As it is journalled. */
    public MoveEvent.Place event() {
        return new MoveEvent.Place(
                written.map(BinlogPosition::file).orElse(""),
                Optional.of(written.map(BinlogPosition::offset).orElse(0L)),
                gtidWritten,
                Optional.of(new MoveEvent.Moment(
                        gtidApplied,
                        applied.map(BinlogPosition::toString).orElse(""),
                        serverId,
                        sourceServerId,
                        started,
                        logsApplied,
                        counters)));
    }

    /** Reads {@link #event} back; empty where it tells a place only. */
    public static Optional<Standing> of(MoveEvent.Place told) {
        return told.moment()
                .map(moment -> new Standing(
                        moment.serverId(),
                        moment.started(),
                        moment.logsApplied(),
                        told.file().isEmpty()
                                ? Optional.empty()
                                : Optional.of(new BinlogPosition(
                                        told.file(), told.position().orElseThrow())),
                        told.gtid(),
                        moment.gtidApplied(),
                        Optional.of(moment.applied())
                                .filter(text -> !text.isEmpty())
                                .map(Standing::place),
                        moment.sourceServerId(),
                        moment.counters()));
    }

    private static BinlogPosition place(String text) {
        String[] parts = text.split(":", -1);
        return new BinlogPosition(
                String.join(":", Arrays.asList(parts).subList(0, parts.length - 1)),
                Long.parseLong(parts[parts.length - 1]));
    }

    /** "mysql-bin.000003:1024", or what stands in for it on a server without a binlog. */
    @Override
    public String toString() {
        return written.map(BinlogPosition::toString).orElse("no binlog")
                + (gtidApplied.isEmpty() ? "" : ", applied " + gtidApplied);
    }
}
