package dev.evenkeel.provision;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The server's {@code read_only}, set by an account that may do so. Closing waits for every statement that writes, and nobody
 * else begins one meanwhile: without a limit a long statement would be an outage before the freeze has begun.
 *
 * @param parameters the account that may set it, where the profile names one
 */
record ReadOnlyFence(Server master, Optional<Server> parameters, Consumer<String> sent) implements Fence {
    private static final String CLOSED = "1";
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    /** 0 or 1, or one of the words that later versions have beside ON and OFF. */
    @Override
    public String state() {
        return master.read(session -> plain(session.text("SELECT @@GLOBAL.read_only")));
    }

    static String plain(String value) {
        return value.equalsIgnoreCase("OFF") ? OPEN : value.equalsIgnoreCase("ON") ? CLOSED : value;
    }

    @Override
    public String whenClosed() {
        return CLOSED;
    }

    @Override
    public void close(Duration patience) {
        try {
            set(CLOSED, patience);
        } catch (DatabaseException e) {
            if (!e.is(ServerError.ER_LOCK_WAIT_TIMEOUT)) {
                throw e;
            }
            throw new NotClosed(master.name() + ": read_only could not be set within " + patience.toSeconds() + " s");
        }
    }

    @Override
    public void restore(String state) {
        set(state, USUAL_PATIENCE);
    }

    private void set(String readOnly, Duration patience) {
        if (!readOnly.matches("[0-9A-Za-z_]+")) {
            throw new IllegalArgumentException("no value of read_only: " + readOnly);
        }
        Server account = parameters.orElseThrow(() -> new Misconfigured(master.name()
                + " can only be closed and opened by an account that may set read_only, which the profile does not name;"
                + " give one as servers." + master.name() + ".parameters"));
        String statement = "SET GLOBAL read_only = " + readOnly;
        sent.accept(statement);
        try (Session session = account.open()) {
            session.execute("SET SESSION lock_wait_timeout = ?", Math.max(1, patience.toSeconds()));
            session.execute(statement);
        }
    }
}
