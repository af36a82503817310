package dev.evenkeel.provision.latch;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ends sessions, by {@code mysql.rds_kill} where the server has it, else by KILL.
 *
 * @param other an account that may perhaps do what the master user may not
 */
record Evictions(Server master, Optional<Server> other, Consumer<String> sent) {
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final String HOUSE = "('system user', 'event_scheduler', 'rdsadmin', 'rdsrepladmin')";

    /** Why nobody's session could be ended; empty where it can. */
    Optional<String> problem() {
        try (Session session = open()) {
            return problem(session);
        }
    }

    private Session open() {
        Session session = master.open();
        if (other.isEmpty() || byProcedure(session)) {
            return session;
        }
        session.close();
        return other.get().open();
    }

    private static Optional<String> problem(Session session) {
        boolean may = byProcedure(session) || session.number("""
                        SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES
                        WHERE PRIVILEGE_TYPE IN ('SUPER', 'CONNECTION ADMIN')
                          AND GRANTEE = CONCAT(
                              QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@',
                              QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))
                        """) > 0;
        return may
                ? Optional.empty()
                : Optional.of(
                        session.server().login().user() + " cannot end any session: there is no mysql.rds_kill, and"
                                + " it has neither SUPER nor CONNECTION ADMIN; grant one, or name such an account as parameters");
    }

    private static boolean byProcedure(Session session) {
        return session.number("SELECT COUNT(*) FROM mysql.proc WHERE db = 'mysql' AND name = 'rds_kill'") > 0;
    }

    /** Ends all sessions of these users, and those that connect meanwhile; answers who is left when the time is over. */
    List<String> ofUsers(Collection<String> users, Duration limit) {
        return end(
                limit,
                session -> found(
                        session,
                        "USER IN (" + users.stream().map(user -> "?").collect(Collectors.joining(", ")) + ")",
                        users.toArray()));
    }

    /** Ends all sessions that wait to write a table which this process holds; on 10.1 some wait in InnoDB. */
    List<String> waiting(Duration limit) {
        return end(
                limit,
                session -> found(
                        session,
                        "(STATE LIKE 'Waiting for table % lock' OR ID IN (SELECT trx_mysql_thread_id"
                                + " FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'))"));
    }

    private static List<Long> found(Session session, String which, Object... values) {
        return session.list(
                "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER NOT IN " + HOUSE
                        + " AND " + which,
                row -> row.number(1),
                values);
    }

    private List<String> end(Duration limit, Function<Session, List<Long>> look) {
        try (Session session = open()) {
            boolean byProcedure = byProcedure(session);
            long until = System.nanoTime() + limit.toNanos();
            List<Long> ended = new ArrayList<>();
            while (true) {
                List<Long> left = look.apply(session);
                if (left.isEmpty() || System.nanoTime() - until > 0) {
                    return left.stream().map(id -> "connection " + id).toList();
                }
                for (long id : left) {
                    if (!ended.contains(id)) {
                        ended.add(id);
                        end(session, id, byProcedure);
                    }
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void end(Session session, long id, boolean byProcedure) {
        String statement = byProcedure ? "CALL mysql.rds_kill(" + id + ")" : "KILL " + id;
        sent.accept(statement);
        try {
            session.execute(statement);
        } catch (DatabaseException e) {
            if (!e.is(ServerError.ER_NO_SUCH_THREAD)) {
                throw e;
            }
        }
    }
}
