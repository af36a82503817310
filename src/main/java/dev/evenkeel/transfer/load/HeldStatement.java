package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.script.Definers;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.SettledStatement;
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

    /** @param told is given what was sent, once it was taken */
    void create(Session session, Refusal refusal, SentScript told) {
        SettledStatement.Settings settings =
                new SettledStatement.Settings(sqlMode, Optional.empty(), client, connection);
        try {
            SettledStatement all =
                    new SettledStatement(session, database, databaseCollation, settings, statement.bytes());
            all.send(session);
            all.tell(told);
        } catch (DatabaseException e) {
            throw refusal.of(statement, database, e);
        }
    }
}
