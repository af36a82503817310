package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.util.Optional;

/**
 * A CREATE statement that is to be run later, with the session settings that the server keeps beside its object.
 *
 * @param databaseCollation of the database when the dump meant it to be created
 */
record HeldStatement(
        DumpStatement statement,
        Optional<String> database,
        String sqlMode,
        String client,
        String connection,
        String databaseCollation) {

    static HeldStatement hold(DumpStatement statement, Session session) {
        return session.first(
                        """
                        SELECT DATABASE(), @@sql_mode, @@character_set_client, @@collation_connection, @@collation_database
                        """,
                        row -> new HeldStatement(
                                statement, row.optional(1), row.text(2), row.text(3), row.text(4), row.text(5)))
                .orElseThrow();
    }

    String name() {
        String name = Definers.nameOf(statement.bytes());
        return name.contains(".") || database.isEmpty() ? name : database.get() + "." + name;
    }

    void create(Session session, Refusal refusal) {
        if (database.isPresent()) {
            DatabaseCollation.during(session, database.get(), databaseCollation, () -> send(session, refusal));
        } else {
            send(session, refusal);
        }
    }

    private void send(Session session, Refusal refusal) {
        session.execute("SET SESSION sql_mode = ?", sqlMode);
        session.execute("SET SESSION character_set_client = " + client + ", collation_connection = " + connection);
        try {
            session.raw(statement.bytes(), 0, statement.bytes().length);
        } catch (DatabaseException e) {
            throw refusal.of(statement, database, e);
        } finally {
            session.execute("SET NAMES utf8mb4");
        }
    }
}
