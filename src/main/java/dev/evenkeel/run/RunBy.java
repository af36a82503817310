package dev.evenkeel.run;

import dev.evenkeel.event.RunEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Who runs this, where, and by which command, for whoever reads the report later.
 *
 * @param user of the operating system; where it was changed by sudo, also who that was
 * @param arguments the command line as it was given
 */
public record RunBy(String user, String host, List<String> arguments) {
    public RunBy {
        arguments = List.copyOf(arguments);
    }

    /** @param arguments the command line as it was given */
    public static RunBy of(List<String> arguments) {
        String user = System.getProperty("user.name", "");
        String all = Optional.ofNullable(System.getenv("SUDO_USER"))
                .filter(before -> !before.equals(user))
                .map(before -> user + ", by sudo of " + before)
                .orElse(user);
        return new RunBy(all, hostName(), arguments);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("");
        }
    }

    /** As it is journalled. */
    public RunEvent.By event() {
        return new RunEvent.By(user, host, arguments);
    }
}
