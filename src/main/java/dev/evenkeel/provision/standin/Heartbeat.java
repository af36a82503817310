package dev.evenkeel.provision.standin;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * rdsadmin's heartbeat: keeps writing mysql.rds_heartbeat2, in statement form and through read_only, so that a source's
 * binlog never stops growing, as on RDS.
 */
public final class Heartbeat implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rds-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private final Server admin;
    private Session session;

    private Heartbeat(Server admin) {
        this.admin = admin;
    }

    public static Heartbeat start(Server admin) {
        Heartbeat heartbeat = new Heartbeat(admin);
        heartbeat.timer.scheduleWithFixedDelay(heartbeat::beat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return heartbeat;
    }

    private void beat() {
        try {
            if (session == null) {
                session = admin.open();
                session.execute("SET SESSION binlog_format = 'STATEMENT'");
            }
            session.execute("INSERT INTO mysql.rds_heartbeat2 (id, value) VALUES (1, UNIX_TIMESTAMP() * 1000)"
                    + " ON DUPLICATE KEY UPDATE value = VALUES(value)");
        } catch (DatabaseException e) {
            // The server is away, perhaps on purpose; the next beat connects again.
            session = null;
        }
    }

    private void end() {
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void close() {
        timer.execute(this::end);
        timer.shutdown();
    }
}
