package dev.evenkeel.catalog.server;

/** The locks of the servers (GET_LOCK) by which sessions of a run are known that do nothing but hold something. */
public final class OwnLock {
    private OwnLock() {}

    /** By which runs keep one another off. */
    public static String name() {
        return "evenkeel";
    }

    /** Held by the session that holds the tables of a source, so that every other session sees that it is there. */
    public static String latch() {
        return "evenkeel latch";
    }
}
