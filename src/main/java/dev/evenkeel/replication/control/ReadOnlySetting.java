package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The {@code read_only} of one server, set until that restarts: MariaDB knows no SET PERSIST, so only its configuration file decides
 * what it starts with.
 *
 * @param account that sets it, which may be one that may not
 * @param sent receives each statement before it is sent
 */
public record ReadOnlySetting(Server account, Consumer<String> sent) {
    public static final String OPEN = "0";
    public static final String CLOSED = "1";

    /** 0 or 1, or one of the words that later versions have beside ON and OFF. */
    public String value() {
        String value = account.read(session -> session.text("SELECT @@GLOBAL.read_only"));
        return value.equalsIgnoreCase("OFF") ? OPEN : value.equalsIgnoreCase("ON") ? CLOSED : value;
    }

    /**
     * Waits for every statement that writes, and nobody else begins one meanwhile.
     *
     * @return why it is as it was before; empty when it is set
     */
    public Optional<String> set(String value, Duration patience) {
        if (!value.matches("[0-9A-Za-z_]+")) {
            throw new IllegalArgumentException("no value of read_only: " + value);
        }
        String statement = "SET GLOBAL read_only = " + value;
        try (Session session = account.open()) {
            session.execute("SET SESSION lock_wait_timeout = ?", Math.max(1, patience.toSeconds()));
            sent.accept(statement);
            session.execute(statement);
            return Optional.empty();
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_SPECIFIC_ACCESS_DENIED_ERROR)) {
                return Optional.of("the account " + account.login().user() + " may not set read_only");
            }
            if (e.is(ServerError.ER_LOCK_WAIT_TIMEOUT)) {
                return Optional.of("a statement there did not end within " + patience.toSeconds() + " s");
            }
            throw e;
        }
    }
}
