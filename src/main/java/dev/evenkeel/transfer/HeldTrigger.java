package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A CREATE TRIGGER that was not run yet, with the session settings that the server keeps beside a trigger.
 *
 * @param databaseCollation of the database when the dump meant it to be created
 */
@SuppressWarnings("ArrayRecordComponent")
record HeldTrigger(
        Path file,
        long line,
        byte[] sql,
        Optional<String> database,
        String sqlMode,
        String client,
        String connection,
        String databaseCollation) {

    static HeldTrigger hold(Path file, long line, byte[] sql, Session session) {
        return session.first(
                        """
                        SELECT DATABASE(), @@sql_mode, @@character_set_client, @@collation_connection, @@collation_database
                        """,
                        row -> new HeldTrigger(
                                file, line, sql, row.optional(1), row.text(2), row.text(3), row.text(4), row.text(5)))
                .orElseThrow();
    }

    String name() {
        String name = Definers.nameOf(sql);
        return name.contains(".") || database.isEmpty() ? name : database.get() + "." + name;
    }

    void create(Session session) {
        if (database.isPresent()) {
            DatabaseCollation.during(session, database.get(), databaseCollation, () -> send(session));
        } else {
            send(session);
        }
    }

    private void send(Session session) {
        session.execute("SET SESSION sql_mode = ?", sqlMode);
        session.execute("SET SESSION character_set_client = " + client + ", collation_connection = " + connection);
        try {
            session.raw(sql, 0, sql.length);
        } catch (DatabaseException e) {
            throw Refusal.of(file, line, e);
        } finally {
            session.execute("SET NAMES utf8mb4");
        }
    }
}
