package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.util.Optional;

/**
 * The logs of a server that would keep a statement with its values. The one that points a target at its source carries
 * a password that no hash can stand for, since the target itself must prove that it knows it.
 */
final class PasswordLogs {
    private PasswordLogs() {}

    /**
     * Keeps what this session sends out of the slow query log and, where its account may do that, out of the general log.
     *
     * @return why the general log would still keep it, and what to do
     */
    public static Optional<String> silence(Session session) {
        // Whatever it takes, and whatever else that log is told to keep: a statement that read fewer rows is not in it.
        session.execute("SET SESSION min_examined_row_limit = 4294967295");
        if (session.number("SELECT @@GLOBAL.general_log") == 0) {
            return Optional.empty();
        }
        try {
            session.execute("SET SESSION sql_log_off = 1");
            return Optional.empty();
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.of(session.server().name() + ": general_log is ON, must be OFF until it follows the source:"
                    + " the statement that points it there carries the password of the replication account, and that log"
                    + " would keep it in clear; set it to OFF by SET GLOBAL, on RDS in the parameter group");
        }
    }
}
