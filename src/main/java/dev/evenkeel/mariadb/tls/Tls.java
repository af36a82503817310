package dev.evenkeel.mariadb.tls;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How connections to a server are protected. There is nothing between: TLS with anybody's certificate keeps out nobody who can
 * answer in the server's place.
 *
 * @param authorities a PEM file with the certificates of the authorities that are trusted; empty where TLS is not used
 */
public record Tls(Optional<Path> authorities) {
    /** Everything crosses the network as it is. */
    public static final Tls OFF = new Tls(Optional.empty());

    /** Only names and addresses that no name service and no hosts file decides about. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|(0{1,4}:){7}0{0,3}1", Pattern.CASE_INSENSITIVE);

    public Tls {
        Objects.requireNonNull(authorities, "authorities");
    }

    /** TLS 1.2 or 1.3 only, with a server whose certificate one of these authorities signed for the host that was asked for. */
    public static Tls verified(Path authorities) {
        return new Tls(Optional.of(authorities));
    }

    /** What holds where nobody has said anything: TLS by the system's authorities, and none within this machine. */
    public static Tls unlessLocal(String host) {
        return isLoopback(host) ? OFF : verified(SystemAuthorities.file());
    }

    /** The host is this machine by its very name. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    public boolean required() {
        return authorities.isPresent();
    }
}
