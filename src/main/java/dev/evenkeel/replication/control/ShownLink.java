package dev.evenkeel.replication.control;

import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import java.util.Optional;

/**
 * How a server says that its link to its source is encrypted.
 *
 * @param allowed {@code Yes}, {@code No}, or {@code Ignored} by a server that knows no TLS
 * @param verified {@code Yes} or {@code No}
 */
public record ShownLink(String allowed, String verified) {
    static Optional<ShownLink> read(Session session) {
        return session.first(ReplicaStatus.statement(session), ShownLink::of);
    }

    private static ShownLink of(Row row) {
        return new ShownLink(value(row, "ssl_allowed"), value(row, "ssl_verify_server_cert"));
    }

    private static String value(Row row, String end) {
        return row.columns().stream()
                .filter(column -> column.toLowerCase(java.util.Locale.ROOT).endsWith("_" + end))
                .findFirst()
                .flatMap(row::optional)
                .orElse("not shown");
    }

    /** A server keeps the word about verifying also where nothing is encrypted; then it says nothing. */
    public boolean is(LinkTls tls) {
        return allowed.equals(tls.encrypted() ? "Yes" : "No")
                && (!tls.encrypted() || verified.equals(tls.verified() ? "Yes" : "No"));
    }

    @Override
    public String toString() {
        return "Master_SSL_Allowed " + allowed + ", Master_SSL_Verify_Server_Cert " + verified;
    }
}
