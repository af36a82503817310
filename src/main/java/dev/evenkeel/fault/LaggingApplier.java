package dev.evenkeel.fault;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;

/** A replica that keeps fetching while it applies nothing, and a source that begins a new binlog file meanwhile. */
public final class LaggingApplier {
    private LaggingApplier() {}

    public static void stop(Server replica) {
        try (Session session = replica.open()) {
            session.execute("STOP SLAVE SQL_THREAD");
        }
    }

    public static void rotateBinlog(Server source) {
        try (Session session = source.open()) {
            session.execute("FLUSH BINARY LOGS");
        }
    }
}
