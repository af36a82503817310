package dev.evenkeel.provision.standin;

import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Makes a local server behave like one of RDS where the runbook meets it. */
public final class RdsStandIn {
    public static final String ADMIN = "rdsadmin";
    public static final String MASTER = "admin";

    /** The privileges of the RDS master user: no SUPER, and none of what was split off it. */
    private static final String MASTER_PRIVILEGES =
            "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES,"
                    + " INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE,"
                    + " REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER";

    private RdsStandIn() {}

    /**
     * What the server runs before it admits anybody: one statement a line. Makes rdsadmin, which is then the only account: there is
     * none on a data folder that evenkeel initialised, nor where those of an image's entry point were dropped before.
     *
     * @param hosts where rdsadmin connects from
     */
    public static List<String> initStatements(Secret adminPassword, String... hosts) {
        return Stream.concat(
                        Stream.of("SET sql_log_bin = 0;"),
                        Arrays.stream(hosts)
                                .map(host -> "GRANT ALL PRIVILEGES ON *.* TO " + Quoting.account(ADMIN, host)
                                        + " IDENTIFIED BY PASSWORD "
                                        + Quoting.text(
                                                PasswordHash.of(adminPassword).reveal())
                                        + " WITH GRANT OPTION;"))
                .toList();
    }

    /** Installs tables and procedures and makes the master user; nothing of it enters the binlog, as on RDS. */
    public static void install(Server admin, Login master) {
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            // Kept by the procedures: a strict one fails where the server itself shows a thread's state that is too
            // long.
            session.execute("SET sql_mode = ''");
            session.execute("USE mysql");
            dropOtherAccounts(session);
            for (String statement : statements()) {
                session.execute(statement);
            }
            if (!session.can(Capability.REPLICA_STATUS_FOR_REPLICATION_CLIENT)) {
                session.execute("CREATE PROCEDURE mysql.rds_replica_status() BEGIN SHOW SLAVE STATUS; END");
            }
            session.execute(
                    "GRANT USAGE ON *.* TO ?@'%' IDENTIFIED BY PASSWORD ?",
                    master.user(), PasswordHash.of(master.password()));
            grantMaster(session, master.user());
        }
    }

    /** Follows another local server as an RDS read replica does: set up from outside, closed to the master user. */
    public static void followAsReadReplica(Server admin, Endpoint source, Login replication, String file, long offset) {
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            // From 11.3 a replica asks for TLS unless it is told not to.
            int secured = admin.tls().required() ? 1 : 0;
            session.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_CONNECT_RETRY = 1,"
                            + " MASTER_SSL = " + secured + ", MASTER_SSL_VERIFY_SERVER_CERT = " + secured
                            + ", MASTER_SSL_CA = ?",
                    source.host(),
                    source.port(),
                    replication.user(),
                    replication.password(),
                    file,
                    offset,
                    admin.tls().authorities().map(Path::toString).orElse(""));
            for (String table : List.of("rds_history", "rds_replication_status")) {
                session.execute(
                        "INSERT INTO mysql." + table
                                + " (called_by_user, action, mysql_version) VALUES ('rdsrepladmin', 'disable set master', VERSION())");
            }
            session.execute("START SLAVE");
            session.execute("SET GLOBAL read_only = 1");
        }
    }

    /** Gives the master user every right for the time of some work, and takes what RDS withholds back. */
    public static void withEveryRight(Server admin, String master, Runnable work) {
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("GRANT ALL PRIVILEGES ON *.* TO ?@'%' WITH GRANT OPTION", master);
            try {
                work.run();
            } finally {
                session.execute("REVOKE ALL PRIVILEGES, GRANT OPTION FROM ?@'%'", master);
                grantMaster(session, master);
            }
        }
    }

    private static void grantMaster(Session session, String master) {
        String extra = session.can(Capability.SHOW_CREATE_ROUTINE_PRIVILEGE) ? ", SHOW CREATE ROUTINE" : "";
        session.execute("GRANT " + MASTER_PRIVILEGES + extra + " ON *.* TO ?@'%' WITH GRANT OPTION", master);
    }

    public static void dropOtherAccounts(Session session) {
        List<String> others = session.list(
                "SELECT user, host, is_role FROM mysql.user WHERE user NOT IN ('rdsadmin', 'mariadb.sys', 'PUBLIC')",
                row -> row.text(3).equals("Y")
                        ? "ROLE " + Quoting.identifier(row.text(1))
                        : "USER " + Quoting.account(row.text(1), row.text(2)));
        for (String account : others) {
            try {
                session.execute("DROP " + account);
            } catch (DatabaseException e) {
                throw new IllegalStateException("the stand-in for RDS cannot remove the account " + account, e);
            }
        }
    }

    private static List<String> statements() {
        try (InputStream stream = RdsStandIn.class.getResourceAsStream("rds.sql")) {
            String whole = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(whole.split("(?m)^//\\s*$")).stream()
                    .map(statement -> statement.replaceAll("(?m)^--.*$", "").strip())
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("rds.sql is missing from the program", e);
        }
    }
}
