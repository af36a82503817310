package dev.evenkeel.mariadb;

/** The lock of the servers (GET_LOCK) by which runs keep one another off. The session that holds it does nothing else. */
public final class OwnLock {
    private OwnLock() {}

    public static String name() {
        return "evenkeel";
    }
}
