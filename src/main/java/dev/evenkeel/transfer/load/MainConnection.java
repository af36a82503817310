package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.AnyCharset;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.SetVariables;
import dev.evenkeel.transfer.script.StatementKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The connection of a load that runs everything but the rows that go side by side, in the order of the file. */
final class MainConnection implements AutoCloseable {
    static final byte[] ANY_DATE =
            "SET SESSION sql_mode = CONCAT_WS(',', NULLIF(@@sql_mode, ''), 'ALLOW_INVALID_DATES')"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final String UNCHECKED = "SET SESSION unique_checks = 0, foreign_key_checks = 0";

    private final Session session;
    private final Refusal refusal;
    private final SentScript told;

    /** What a session is set to that the file's next statement may depend on. */
    record Settings(String sqlMode, String charset, boolean referencesChecked) {}

    /** @param told is given what creates and alters, and the settings for it, but no rows */
    MainConnection(Server target, Refusal refusal, SentScript told) {
        this.session = open(target);
        this.refusal = refusal;
        this.told = told;
        told.setting("SET NAMES utf8mb4");
        told.setting(UNCHECKED);
    }

    /** A session for the statements of a file, and one for its rows. */
    static Session open(Server target) {
        Session session = target.open();
        try {
            session.execute(UNCHECKED);
            AnyCharset.allow(session);
        } catch (DatabaseException e) {
            session.close();
            throw e;
        }
        return session;
    }

    Session session() {
        return session;
    }

    Settings settings() {
        return session.first(
                        "SELECT @@sql_mode, @@character_set_client, @@foreign_key_checks",
                        row -> new Settings(
                                row.optional(1).orElse(""), row.optional(2).orElse(""), row.number(3) == 1))
                .orElseThrow();
    }

    /** @return how many rows it changed */
    long run(DumpStatement statement, Optional<String> database) {
        long changed = sent(statement, database);
        if (!StatementKind.insertsRows(statement)) {
            told.add(statement.bytes());
        }
        return changed;
    }

    /** @param anyDate whether dates that no calendar has are kept, for this statement alone */
    long rows(DumpStatement statement, Optional<String> database, boolean anyDate) {
        if (!anyDate) {
            return sent(statement, database);
        }
        String mode = session.text("SELECT @@sql_mode");
        send(ANY_DATE);
        try {
            return sent(statement, database);
        } finally {
            session.execute("SET SESSION sql_mode = ?", mode);
        }
    }

    void create(String sql) {
        session.execute(sql);
        told.add(sql.getBytes(StandardCharsets.UTF_8));
    }

    void use(DumpStatement statement, Optional<String> database) {
        sent(statement, database);
        told.setting(statement.bytes());
    }

    void set(byte[] sql) {
        send(sql);
        told.setting(sql);
    }

    /**
     * Answers whether it was set. A newer dump program sets NOTE_VERBOSITY on all that call themselves 10.6.16 or later; 10.11.5
     * was seen not to know it.
     */
    boolean set(DumpStatement statement, Optional<String> database) {
        try {
            set(statement.bytes());
            return true;
        } catch (DatabaseException e) {
            if (!e.is(ServerError.ER_UNKNOWN_SYSTEM_VARIABLE) || !SetVariables.onlyNotes(statement)) {
                throw refusal.of(statement, database, e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private long sent(DumpStatement statement, Optional<String> database) {
        try {
            return send(statement.bytes());
        } catch (DatabaseException e) {
            throw refusal.of(statement, database, e);
        }
    }

    private long send(byte[] sql) {
        return session.raw(sql, 0, sql.length);
    }
}
