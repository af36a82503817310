package dev.evenkeel.transfer;

/**
 * How a dump is loaded.
 *
 * @param connections that send rows, beside the one that runs everything else
 * @param transactionBytes of statements, after which a connection commits
 * @param keepDefiners objects keep their DEFINER, for an account that may do that
 * @param holdTriggers triggers are created by {@link Loader#finish()} only
 * @param deferIndexBytes of rows, after which a table's plain indexes are dropped and added again behind its last row
 */
public record LoadOptions(
        int connections, long transactionBytes, boolean keepDefiners, boolean holdTriggers, long deferIndexBytes) {
    public LoadOptions {
        if (connections < 1) {
            throw new IllegalArgumentException(connections + " connections cannot load anything");
        }
    }

    /** For the target of a migration, as its master user. */
    public static LoadOptions copy() {
        return new LoadOptions(3, 8L << 20, false, true, 4L << 20);
    }

    /** For filling an own server from a user's dump, as its administrator: the file's order, nothing changed. */
    public static LoadOptions fill() {
        return new LoadOptions(3, 8L << 20, true, false, 4L << 20);
    }
}
