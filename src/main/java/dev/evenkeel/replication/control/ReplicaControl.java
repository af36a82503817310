package dev.evenkeel.replication.control;

import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.ReplicationBroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes what one server replicates. Nothing here is repeated blindly: RDS's procedures refuse a second call, so every
 * method looks at the status first and does nothing where its goal is reached.
 */
public final class ReplicaControl {
    private final Server master;
    private final Optional<Server> privileged;
    private final Consumer<String> sent;
    private final Control control;

    /**
     * @param master the server as RDS's master user sees it
     * @param privileged the same as an account that may run STOP SLAVE, where statements control it
     * @param sent receives every statement as it is sent, passwords as stars
     */
    public ReplicaControl(Server master, Optional<Server> privileged, Consumer<String> sent, Control control) {
        this.control = control;
        this.master = master;
        this.privileged = privileged;
        this.sent = sent;
    }

    public Optional<ReplicaStatus> status() {
        return asked().read(ReplicaStatus::read);
    }

    /** Whom the server follows, or {@link FollowedSource#NONE}. */
    public String followedSource() {
        return asked().read(FollowedSource::read);
    }

    /** Whom else it follows, by connections that have names. */
    public List<String> followedByName() {
        return asked().read(FollowedSource::byName);
    }

    /** The status as a step of the runbook asks for it, with the statement told. */
    public Optional<ReplicaStatus> showStatus() {
        try (Session session = asked().open()) {
            sent.accept(ReplicaStatus.statement(session));
            return ReplicaStatus.read(session);
        }
    }

    public void stop() {
        if (status().filter(status -> !status.stopped()).isPresent()) {
            run("CALL mysql.rds_stop_replication()", "STOP SLAVE");
        }
    }

    public void start() {
        ReplicaStatus status = status().orElseThrow(() ->
                new NotPossible(master.name() + " follows no source, so its replication cannot be started"));
        if (status.stopped()) {
            run("CALL mysql.rds_start_replication()", "START SLAVE");
        }
    }

    /** Follows a source from a place in that source's binlog. Whether by TLS is always said: versions differ unasked. */
    public void follow(Endpoint source, Login replication, BinlogPosition from, LinkTls tls) {
        if (hasProcedures()) {
            followByProcedure(source, replication, from, tls);
            return;
        }
        String link = " MASTER_SSL = " + digit(tls.encrypted()) + ", MASTER_SSL_VERIFY_SERVER_CERT = "
                + digit(tls.verified());
        List<Object> values = new ArrayList<>(List.of(
                source.host(), source.port(), replication.user(), replication.password(), from.file(), from.offset()));
        String certificates = "";
        if (tls.encrypted()) {
            // No RESET SLAVE forgets the certificates that an earlier link was told of.
            certificates = ", MASTER_SSL_CAPATH = '', MASTER_SSL_CERT = '', MASTER_SSL_KEY = '', MASTER_SSL_CA = ";
            values.add(tls.ca().orElse(""));
        }
        String shown = "CHANGE MASTER TO MASTER_HOST = " + Quoting.text(source.host()) + ", MASTER_PORT = "
                + source.port()
                + ", MASTER_USER = " + Quoting.text(replication.user())
                + ", MASTER_PASSWORD = '***', MASTER_LOG_FILE = "
                + Quoting.text(from.file()) + ", MASTER_LOG_POS = " + from.offset() + ", MASTER_USE_GTID = no," + link
                + certificates
                + (tls.encrypted() ? Quoting.text(tls.ca().orElse("")) : "");
        try (Session session = privilegedSession()) {
            refuseIfLogged(session);
            sent.accept(shown);
            session.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_USE_GTID = no," + link + certificates
                            + (tls.encrypted() ? "?" : ""),
                    values.toArray());
        }
    }

    private void followByProcedure(Endpoint source, Login replication, BinlogPosition from, LinkTls tls) {
        if (tls.verified()) {
            throw new NotPossible(LinkChoice.NEVER_VERIFIED);
        }
        String end = ", " + digit(tls.encrypted()) + ")";
        try (Session session = master.open()) {
            refuseIfLogged(session);
            sent.accept("CALL mysql.rds_set_external_master(" + Quoting.text(source.host()) + ", " + source.port()
                    + ", "
                    + Quoting.text(replication.user()) + ", '***', " + Quoting.text(from.file()) + ", " + from.offset()
                    + end);
            session.execute(
                    "CALL mysql.rds_set_external_master(?, ?, ?, ?, ?, ?" + end,
                    source.host(),
                    source.port(),
                    replication.user(),
                    replication.password(),
                    from.file(),
                    from.offset());
        }
    }

    /**
     * Follows a source from a GTID position, by RDS's procedure for it.
     *
     * @throws NotPossible where the server is controlled by statements, or has no such procedure
     */
    public void followGtid(Endpoint source, Login replication, GtidSet from, LinkTls tls) {
        if (!hasProcedures()) {
            throw new NotPossible(master.name() + " is controlled by statements, and it follows by GTID through"
                    + " mysql.rds_set_external_master_gtid only; point it from the pinned coordinates");
        }
        if (tls.verified()) {
            throw new NotPossible(LinkChoice.NEVER_VERIFIED);
        }
        String end = ", " + digit(tls.encrypted()) + ")";
        try (Session session = master.open()) {
            refuseIfLogged(session);
            sent.accept("CALL mysql.rds_set_external_master_gtid(" + Quoting.text(source.host()) + ", " + source.port()
                    + ", " + Quoting.text(replication.user()) + ", '***', " + Quoting.text(from.toString()) + end);
            session.execute(
                    "CALL mysql.rds_set_external_master_gtid(?, ?, ?, ?, ?" + end,
                    source.host(),
                    source.port(),
                    replication.user(),
                    replication.password(),
                    from.toString());
        }
    }

    /** Why {@link #follow} would be refused: a log would keep the password that it sends. */
    public Optional<String> loggedPassword() {
        if (!hasProcedures() && privileged.isEmpty()) {
            return Optional.empty();
        }
        try (Session session = hasProcedures() ? master.open() : privilegedSession()) {
            return PasswordLogs.silence(session);
        }
    }

    private static void refuseIfLogged(Session session) {
        PasswordLogs.silence(session).ifPresent(logged -> {
            throw new NotPossible(logged);
        });
    }

    private static int digit(boolean yes) {
        return yes ? 1 : 0;
    }

    /** How the link is encrypted, in the server's words; empty where it follows nobody. */
    public Optional<ShownLink> shownLink() {
        return asked().read(ShownLink::read);
    }

    /** Forgets the source. The coordinates go with it: record the status before. */
    public void reset() {
        if (status().isPresent()) {
            run("CALL mysql.rds_reset_external_master()", "RESET SLAVE ALL");
        }
    }

    private void run(String procedure, String own) {
        boolean rds = hasProcedures();
        sent.accept(rds ? procedure : own);
        try (Session session = rds ? master.open() : privilegedSession()) {
            session.execute(rds ? procedure : own);
        } catch (DatabaseException e) {
            throw e.lost() ? e : explained(e);
        }
    }

    /** RDS's procedures say no more than that there is an error, and where it could be read. */
    private RuntimeException explained(DatabaseException e) {
        Optional<String> error = status().flatMap(ReplicaStatus::error);
        return error.isPresent()
                ? new ReplicationBroke(
                        "the " + master.name() + "'s replication: " + error.get() + " (it answered: " + e.reason()
                                + ")",
                        e)
                : e;
    }

    private boolean hasProcedures() {
        return control == Control.PROCEDURES;
    }

    /** As the account that may see the status. */
    private Server asked() {
        return hasProcedures() ? master : privileged.orElse(master);
    }

    private Session privilegedSession() {
        return privileged
                .orElseThrow(() -> new NotPossible(master.name()
                        + " has no mysql.rds_* procedures, so replication takes an account with REPLICATION SLAVE ADMIN or"
                        + " SUPER; give one as servers." + master.name() + ".parameters in the profile"))
                .open();
    }
}
