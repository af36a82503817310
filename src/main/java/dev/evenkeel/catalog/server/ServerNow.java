package dev.evenkeel.catalog.server;

import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a server says of itself and of one connection to it.
 *
 * @param account that the connection has, as {@code user@host}
 * @param tls the version of TLS that the connection uses; empty for none
 * @param clock the server's time while it answered
 */
public record ServerNow(ServerVersion version, String account, String tls, Instant clock) {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    public static ServerNow of(Session session) {
        String tls = session.first("SHOW SESSION STATUS LIKE 'Ssl_version'", row -> row.text(2))
                .orElse("");
        BigDecimal seconds = new BigDecimal(session.text("SELECT UNIX_TIMESTAMP(NOW(6))"));
        Instant clock = Instant.EPOCH.plusNanos(seconds.multiply(MICROS).longValue() * 1000);
        return new ServerNow(session.version(), ServerIdentity.account(session), tls, clock);
    }
}
