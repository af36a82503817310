package dev.evenkeel.doctor;

import dev.evenkeel.catalog.server.ServerNow;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Versions, TLS and clocks of the servers that answer. */
final class ServersCheck implements Check {
    /** Approvals expire by this machine's clock, and reports give its times. */
    private static final Duration SKEW = Duration.ofSeconds(2);

    @Override
    public String area() {
        return "servers";
    }

    @Override
    public List<Finding> look(Examined examined) {
        List<Finding> found = new ArrayList<>();
        for (Role role : examined.reachable()) {
            try (Session session = examined.there().master(role).open()) {
                Instant before = examined.clock().instant();
                ServerNow now = ServerNow.of(session);
                Instant after = examined.clock().instant();
                String name = role.label();
                found.add(Finding.fine(
                        "connection",
                        name,
                        "MariaDB " + now.version() + " at " + session.server().endpoint() + " as " + now.account()));
                found.add(tls(name, now, session));
                found.add(clock(name, now.clock(), before, after));
            }
        }
        return found;
    }

    private static Finding tls(String role, ServerNow now, Session session) {
        if (!now.tls().isEmpty()) {
            return Finding.fine("tls", role, now.tls() + ", certificate verified");
        }
        return Finding.notice(
                "tls",
                role,
                "not encrypted: the server is on this machine, or the profile says off ("
                        + session.server().endpoint() + ")",
                Optional.empty());
    }

    /** The server's time was taken between the two. */
    private static Finding clock(String role, Instant server, Instant before, Instant after) {
        Duration skew = server.isBefore(before)
                ? Duration.between(server, before)
                : server.isAfter(after) ? Duration.between(after, server) : Duration.ZERO;
        String text = "the server's clock and this machine's differ by " + skew.toMillis() + " ms, give or take"
                + " the " + Duration.between(before, after).toMillis() + " ms that the question took";
        return skew.compareTo(SKEW) > 0
                ? Finding.notice("clock", role, text + "; set them by one source of time", Optional.empty())
                : Finding.fine("clock", role, text);
    }
}
