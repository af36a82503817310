package dev.evenkeel.transfer;

/**
 * How a dump is loaded.
 *
 * @param connections that send rows, beside the one that runs everything else
 * @param transactionBytes of statements, after which a connection commits
 * @param keepDefiners objects keep their DEFINER, for an account that may do that
 * @param holdTriggers triggers are created when the load is finished, and not before
 * @param deferIndexBytes of rows, after which a table's plain indexes are dropped and added again after its last row
 * @param script the files are a user's, written for the {@code mysql} client and for another server: its commands are
 *     followed, and what is not for this server is left out
 * @param invoker views and routines that do not keep their DEFINER get SQL SECURITY INVOKER
 */
public record LoadOptions(
        int connections,
        long transactionBytes,
        boolean keepDefiners,
        boolean holdTriggers,
        long deferIndexBytes,
        boolean script,
        boolean invoker) {
    public LoadOptions {
        if (connections < 1) {
            throw new IllegalArgumentException(connections + " connections cannot load anything");
        }
    }

    /** For files that evenkeel wrote. */
    public LoadOptions(
            int connections, long transactionBytes, boolean keepDefiners, boolean holdTriggers, long deferIndexBytes) {
        this(connections, transactionBytes, keepDefiners, holdTriggers, deferIndexBytes, false, false);
    }

    /** For the target of a migration, as its master user. */
    public static LoadOptions copy() {
        return new LoadOptions(3, 8L << 20, false, true, 4L << 20);
    }

    /** The same, with views and routines that run with the rights of whoever uses them where they lose their definer. */
    public static LoadOptions copyForInvokers() {
        return new LoadOptions(3, 8L << 20, false, true, 4L << 20, false, true);
    }

    /**
     * Rows keep dates that no calendar has, as the server that they are copied from keeps them. A user's file says itself
     * under which sql_mode it is loaded.
     */
    public boolean keepInvalidDates() {
        return !keepDefiners;
    }

    /** For filling an own server from a user's dump, as its administrator: the file's order, nothing changed. */
    public static LoadOptions fill() {
        return new LoadOptions(3, 8L << 20, true, false, 4L << 20, true, false);
    }
}
