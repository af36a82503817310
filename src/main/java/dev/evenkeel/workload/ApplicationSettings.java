package dev.evenkeel.workload;

/**
 * How the application writes.
 *
 * @param connections how many connections write at once
 * @param writesPerSecond over all connections together
 * @param seed decides which writes follow which on each connection
 */
public record ApplicationSettings(int connections, int writesPerSecond, long seed) {
    public ApplicationSettings {
        if (connections < 1 || connections > WriteId.CONNECTIONS) {
            throw new IllegalArgumentException("an application with " + connections
                    + " connections; it needs between 1 and " + WriteId.CONNECTIONS);
        }
        if (writesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "an application with " + writesPerSecond + " writes per second; it needs at least 1");
        }
    }
}
