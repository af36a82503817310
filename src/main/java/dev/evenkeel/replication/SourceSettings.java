package dev.evenkeel.replication;

import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a source needs so that somebody can follow it: a binlog that is kept, and an account to read it with. */
public final class SourceSettings {
    private final Server master;
    private final Consumer<String> sent;

    public SourceSettings(Server master, Consumer<String> sent) {
        this.master = master;
        this.sent = sent;
    }

    /** Hours the server keeps its binlogs; empty when it purges them as soon as it can, or has no such setting. */
    public Optional<Long> retentionHours() {
        try (Session session = master.open()) {
            if (!hasConfiguration(session)) {
                return Optional.empty();
            }
            return session
                    .list(
                            "CALL mysql.rds_show_configuration()",
                            row -> row.text("name").equals("binlog retention hours")
                                    ? row.optional("value").map(Long::valueOf)
                                    : Optional.<Long>empty())
                    .stream()
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** Empty restores the server's default: purge as soon as possible. */
    public void keepBinlogs(Optional<Long> hours) {
        try (Session session = master.open()) {
            if (!hasConfiguration(session)) {
                throw new NotPossible(master.name() + " has no mysql.rds_set_configuration; keep its binlogs by"
                        + " expire_logs_days and leave this step out of the runbook");
            }
            sent.accept("CALL mysql.rds_set_configuration('binlog retention hours', "
                    + hours.map(String::valueOf).orElse("NULL") + ")");
            session.execute("CALL mysql.rds_set_configuration('binlog retention hours', ?)", hours.orElse(null));
        }
    }

    /** Creates the replication account with what the target's connection needs, and no more. */
    public void createReplicationUser(Login login) {
        try (Session session = master.open()) {
            sent.accept("CREATE USER '" + login.user() + "'@'%' IDENTIFIED BY '***'");
            session.execute("CREATE USER ?@'%' IDENTIFIED BY ?", login.user(), login.password());
            sent.accept("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + login.user() + "'@'%'");
            session.execute("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO ?@'%'", login.user());
        }
    }

    public void dropReplicationUser(String user) {
        try (Session session = master.open()) {
            if (exists(session, user)) {
                sent.accept("DROP USER '" + user + "'@'%'");
                session.execute("DROP USER ?@'%'", user);
            }
        }
    }

    public boolean hasUser(String user) {
        try (Session session = master.open()) {
            return exists(session, user);
        }
    }

    /** What makes it impossible to follow this source, empty when nothing does. */
    public List<String> obstacles() {
        List<String> found = new ArrayList<>();
        try (Session session = master.open()) {
            if (session.number("SELECT @@GLOBAL.log_bin") != 1) {
                found.add(master.name()
                        + ": log_bin is OFF, must be ON; on RDS give the instance a backup retention above 0");
            }
            session.first("SHOW MASTER STATUS", row -> List.of(row.optional(3), row.optional(4)))
                    .ifPresent(filters -> binlogFilter(filters.get(0), filters.get(1))
                            .ifPresent(filter -> found.add(master.name() + ": its binlog is filtered by " + filter
                                    + ", so a follower lacks what that leaves out; remove the filter and restart")));
        }
        return found;
    }

    /** What makes following this source dearer, each with what it costs; empty when nothing does. */
    public List<String> costs() {
        List<String> found = new ArrayList<>();
        try (Session session = master.open()) {
            String format = session.text("SELECT @@GLOBAL.binlog_format");
            if (!format.equals("ROW")) {
                found.add("binlog_format is " + format
                        + ": a statement in the binlog tells no rows, so once one was logged"
                        + " every table is read as a whole in the freeze; set it to ROW in the parameter group and reconnect"
                        + " the application to have only changed rows compared there");
            }
            session.first("SHOW GLOBAL VARIABLES LIKE 'binlog_row_image'", row -> row.text(2))
                    .filter(image -> !image.equals("FULL"))
                    .ifPresent(image ->
                            found.add("binlog_row_image is " + image + ": what a foreign key changed is not told,"
                                    + " so tables behind one with CASCADE are read as wholes in the freeze; set it to FULL in the"
                                    + " parameter group to have only changed rows compared there"));
        }
        return found;
    }

    private static Optional<String> binlogFilter(Optional<String> only, Optional<String> without) {
        return only.filter(databases -> !databases.isEmpty())
                .map(databases -> "binlog_do_db=" + databases)
                .or(() -> without.filter(databases -> !databases.isEmpty())
                        .map(databases -> "binlog_ignore_db=" + databases));
    }

    /** What makes a follower's data untrustworthy, empty when nothing does. */
    public static List<String> doubts(Server follower, Optional<ReplicaStatus> status) {
        List<String> found = new ArrayList<>();
        try (Session session = follower.open()) {
            String mode = session.text("SELECT @@GLOBAL.slave_exec_mode");
            if (!mode.equals("STRICT")) {
                found.add(follower.name() + ": slave_exec_mode is " + mode
                        + ", must be STRICT: it hides rows that are missing");
            }
            String skipped = session.text("SELECT @@GLOBAL.slave_skip_errors");
            if (!skipped.equals("OFF")) {
                found.add(
                        follower.name() + ": slave_skip_errors is " + skipped + ", must be OFF: it hides lost changes");
            }
        }
        status.ifPresent(replica -> {
            replica.filters()
                    .forEach(filter -> found.add(follower.name() + ": the replication filter " + filter
                            + " is set; a copy of it would lack what it leaves out; remove it"));
            if (replica.skipCounter() != 0) {
                found.add(follower.name() + ": the skip counter is " + replica.skipCounter() + ", must be 0");
            }
        });
        return found;
    }

    private static boolean exists(Session session, String user) {
        return session.number("SELECT COUNT(*) FROM mysql.user WHERE user = ? AND host = '%'", user) > 0;
    }

    private static boolean hasConfiguration(Session session) {
        return session.number("SELECT COUNT(*) FROM information_schema.ROUTINES"
                        + " WHERE ROUTINE_SCHEMA = 'mysql' AND ROUTINE_NAME = 'rds_set_configuration'")
                > 0;
    }
}
