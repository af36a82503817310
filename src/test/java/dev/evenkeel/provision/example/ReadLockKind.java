package dev.evenkeel.provision.example;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.FenceKind;
import dev.evenkeel.environment.Fences;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** A fence as somebody might add one: the global read lock of a session, which ends with that session. Writers wait. */
final class ReadLockKind implements FenceKind {
    @Override
    public String name() {
        return "read_lock";
    }

    @Override
    public Fences read(YamlMap options) {
        Duration lease = options.value("lease", ProfileValues::duration, "a time such as 30s")
                .orElse(Duration.ofSeconds(30));
        Map<Role, Session> held = new EnumMap<>(Role.class);
        return (role, servers, sent) ->
                new ReadLock(role, servers.parameters(role).orElseThrow(), lease, held, sent);
    }

    /** @param lease after which the server ends the session, and the lock with it, when nobody is heard of */
    private record ReadLock(Role role, Server admin, Duration lease, Map<Role, Session> held, Consumer<String> sent)
            implements Fence {
        @Override
        public String state() {
            return held.containsKey(role) ? whenClosed() : OPEN;
        }

        @Override
        public String whenClosed() {
            return "locked";
        }

        @Override
        public void close(Duration patience) {
            Session session = admin.open();
            try {
                session.execute("SET SESSION lock_wait_timeout = ?", patience.toSeconds());
                session.execute("SET SESSION wait_timeout = ?", lease.toSeconds());
                sent.accept("FLUSH TABLES WITH READ LOCK");
                session.execute("FLUSH TABLES WITH READ LOCK");
                held.put(role, session);
            } catch (DatabaseException e) {
                session.close();
                throw e.is(ServerError.ER_LOCK_WAIT_TIMEOUT)
                        ? new NotClosed(role + ": no read lock within " + patience.toSeconds() + " s")
                        : e;
            }
        }

        @Override
        public void restore(String state) {
            if (state.equals(OPEN) && held.containsKey(role)) {
                sent.accept("UNLOCK TABLES");
                try (Session session = held.remove(role)) {
                    session.execute("UNLOCK TABLES");
                }
            }
        }
    }
}
