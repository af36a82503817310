package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A replica's status row. Columns are found by name, in the spellings of MariaDB and of RDS's documentation, never by
 * their place: order and number vary by version.
 *
 * @param fetching connected to the source
 * @param fetcherStopped neither connected nor trying to be: it waits for somebody to start it
 * @param sourceServerId the source's server id as the replica met it, 0 where it never did
 * @param fetched up to where events were copied from the source; they may wait to be applied
 * @param executed up to where events are applied: what the replica's data contains
 * @param fetchErrorNumber the server's number for it, 0 where none is reported
 * @param applyErrorNumber the same for what the applier met
 * @param usingGtid it asks its source for what it lacks, and not for a place in a file
 * @param filters the replication filters that are set, empty where none is
 */
public record ReplicaStatus(
        boolean fetching,
        boolean applying,
        boolean fetcherStopped,
        long sourceServerId,
        BinlogPosition fetched,
        BinlogPosition executed,
        String fetchError,
        String applyError,
        long fetchErrorNumber,
        long applyErrorNumber,
        long skipCounter,
        boolean usingGtid,
        List<String> filters) {
    private static final List<String> FILTERS = List.of(
            "replicate_do_db",
            "replicate_ignore_db",
            "replicate_do_table",
            "replicate_ignore_table",
            "replicate_wild_do_table",
            "replicate_wild_ignore_table",
            "replicate_do_domain_ids",
            "replicate_ignore_domain_ids",
            "replicate_ignore_server_ids",
            "replicate_rewrite_db");

    /** The status of the server's only source, empty when it follows none. By GTID it has no place before it was started. */
    public static Optional<ReplicaStatus> read(Session session) {
        return session.first(statement(session), ReplicaStatus::of)
                .filter(status -> !status.fetched.file().equals(NONE) || status.usingGtid);
    }

    /** How this server is asked. */
    public static String statement(Session session) {
        return session.can(Capability.REPLICA_STATUS_FOR_REPLICATION_CLIENT)
                        || mayAsk(session)
                        || !hasStatusProcedure(session)
                ? "SHOW SLAVE STATUS"
                : "CALL mysql.rds_replica_status()";
    }

    private static final String NONE = "none.0";

    /** The account itself may, and needs no procedure for it, which it may not be allowed to call. */
    private static boolean mayAsk(Session session) {
        return session.number("""
                        SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES
                        WHERE PRIVILEGE_TYPE IN ('SLAVE MONITOR', 'REPLICA MONITOR')
                          AND GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')""") > 0;
    }

    private static boolean hasStatusProcedure(Session session) {
        return session.number("SELECT COUNT(*) FROM information_schema.ROUTINES"
                        + " WHERE ROUTINE_SCHEMA = 'mysql' AND ROUTINE_NAME = 'rds_replica_status'")
                > 0;
    }

    static ReplicaStatus of(Row row) {
        Map<String, String> fields = new HashMap<>();
        for (String column : row.columns()) {
            String name =
                    column.toLowerCase(Locale.ROOT).replace("source", "master").replace("replica_", "slave_");
            fields.put(name, row.optional(column).orElse(""));
        }
        return new ReplicaStatus(
                fields.get("slave_io_running").equals("Yes"),
                fields.get("slave_sql_running").equals("Yes"),
                fields.get("slave_io_running").equals("No"),
                Long.parseLong(fields.getOrDefault("master_server_id", "0")),
                position(fields.get("master_log_file"), fields.get("read_master_log_pos")),
                position(fields.get("relay_master_log_file"), fields.get("exec_master_log_pos")),
                fields.getOrDefault("last_io_error", ""),
                fields.getOrDefault("last_sql_error", ""),
                Long.parseLong(fields.getOrDefault("last_io_errno", "0")),
                Long.parseLong(fields.getOrDefault("last_sql_errno", "0")),
                Long.parseLong(fields.getOrDefault("skip_counter", "0")),
                !List.of("", "No").contains(fields.getOrDefault("using_gtid", "")),
                FILTERS.stream()
                        .filter(name -> !fields.getOrDefault(name, "").isEmpty())
                        .map(name -> name + "=" + fields.get(name))
                        .toList());
    }

    private static BinlogPosition position(String file, String offset) {
        return new BinlogPosition(file.isEmpty() ? NONE : file, Long.parseLong(offset.isEmpty() ? "0" : offset));
    }

    /** Whether everything up to a place is applied. */
    boolean reached(BinlogPosition goal) {
        return !executed.file().equals(NONE) && executed.reached(goal);
    }

    /** Both threads are at rest. */
    public boolean stopped() {
        return fetcherStopped && !applying;
    }

    /** What went wrong, empty when nothing did: numbers, words without values of rows, the likely cause and what to do. */
    public Optional<String> error() {
        String found = Stream.of(applyTrouble(), fetchTrouble())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private Optional<String> applyTrouble() {
        return applyError.isEmpty()
                ? Optional.empty()
                : Optional.of("the applier stopped with "
                        + ReplicationError.of(applyErrorNumber, applyError).explained());
    }

    /** Said after a position: nothing while it is connected to its source. */
    String disconnected() {
        return fetching
                ? ""
                : ", not connected to its source"
                        + fetchTrouble().map(": "::concat).orElse("");
    }

    /** What the thread that fetches from the source met last. */
    public Optional<String> fetchTrouble() {
        return fetchError.isEmpty()
                ? Optional.empty()
                : Optional.of("the fetcher met "
                        + ReplicationError.of(fetchErrorNumber, fetchError).explained());
    }
}
