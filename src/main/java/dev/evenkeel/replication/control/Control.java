package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.Session;
import java.util.List;

/** By which statements a server's replication and binlogs are controlled. */
public enum Control {
    /** The procedures that RDS has instead of statements, called as its master user. */
    PROCEDURES,
    /** The server's own statements, sent as an account that may. */
    STATEMENTS;

    private static final List<String> NEEDED = List.of(
            "rds_set_external_master",
            "rds_start_replication",
            "rds_stop_replication",
            "rds_reset_external_master",
            "rds_set_configuration",
            "rds_show_configuration");

    /** What a server offers: its procedures where it has them all. */
    public static Control of(Session session) {
        return missing(session).isEmpty() ? PROCEDURES : STATEMENTS;
    }

    /** The procedures that a server lacks, by their names in full. */
    public static List<String> missing(Session session) {
        List<String> there = session.list(
                "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'mysql'",
                row -> row.text(1));
        return NEEDED.stream()
                .filter(name -> !there.contains(name))
                .map(name -> "mysql." + name)
                .toList();
    }
}
