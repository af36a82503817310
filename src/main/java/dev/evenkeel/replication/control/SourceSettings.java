package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a source needs so that somebody can follow it: a binlog that is kept, and an account to read it with. */
public final class SourceSettings {
    public static final String NO_USER = "none";

    private final Server master;
    private final Consumer<String> sent;

    public SourceSettings(Server master, Consumer<String> sent) {
        this.master = master;
        this.sent = sent;
    }

    /** Creates the replication account with what the target's connection needs, and no more. */
    public void createReplicationUser(Login login) {
        try (Session session = master.open()) {
            sent.accept("CREATE USER '" + login.user() + "'@'%' IDENTIFIED BY PASSWORD '***'");
            create(session, login);
            sent.accept("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + login.user() + "'@'%'");
            session.execute("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO ?@'%'", login.user());
        }
    }

    private static void create(Session session, Login login) {
        try {
            session.execute(
                    "CREATE USER ?@'%' IDENTIFIED BY PASSWORD ?", login.user(), PasswordHash.of(login.password()));
        } catch (DatabaseException e) {
            throw PasswordHash.obstacle(session.server().name(), e)
                    .<RuntimeException>map(NotPossible::new)
                    .orElse(e);
        }
    }

    /**
     * The replication account as it is now: what it may do, and whether it has this password, each of which somebody else
     * may have changed. Of the password nothing else is reported.
     */
    public String replicationUser(Login login) {
        try (Session session = master.open()) {
            if (!exists(session, login.user())) {
                return NO_USER;
            }
            String grants =
                    session.list("SHOW GRANTS FOR " + Quoting.account(login.user(), "%"), row -> row.text(1)).stream()
                            // The hash comes after it.
                            .map(line -> line.replaceFirst("(?s) TO .*$", "").replaceFirst("^GRANT ", ""))
                            .collect(Collectors.joining(", "));
            return Quoting.account(login.user(), "%") + " with " + grants
                    + (takes(login) ? "" : " and another password");
        }
    }

    /** Whether the account is there with this password. */
    public boolean takes(Login login) {
        try (Session session = master.as(login).open()) {
            return session.number("SELECT 1") == 1;
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_ACCESS_DENIED_ERROR)) {
                return false;
            }
            throw e;
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
            PasswordHash.obstacle(session).ifPresent(found::add);
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
                        + ": a statement in the binlog shows no rows, so once one was logged"
                        + " every table is read as a whole in the freeze; set it to ROW in the parameter group and reconnect"
                        + " the application to have only changed rows compared there");
            }
            session.first("SHOW GLOBAL VARIABLES LIKE 'binlog_row_image'", row -> row.text(2))
                    .filter(image -> !image.equals("FULL"))
                    .ifPresent(image -> found.add(
                            "binlog_row_image is " + image + ": the binlog does not show what a foreign key changed,"
                                    + " so tables that reference another with CASCADE are read as a whole in the freeze; set it to FULL in the"
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
}
