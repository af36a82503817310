package dev.evenkeel.environment;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The three embedded servers of the default profile, or of the one that {@code -Devenkeel.test.profile} names, started
 * once for all tests of a JVM that ask for them.
 */
public final class TestServers {
    private static Servers servers;

    private TestServers() {}

    public static synchronized Servers embedded() {
        if (servers == null) {
            try {
                Path logs = Files.createTempDirectory("evenkeel-test-logs-");
                Profile profile = ProfileReader.read(
                        System.getProperty("evenkeel.test.profile", "embedded"), Path.of("environments"));
                servers = Environment.open(profile, Observer.NONE, logs, secret -> {}, line -> {});
                Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return servers;
    }

    /** As an account that may do everything. */
    public static Server admin(Role role) {
        return embedded().parameters(role).orElseThrow();
    }
}
