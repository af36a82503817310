package dev.evenkeel.mariadb;

import dev.evenkeel.mariadb.tls.TlsPlugin;
import java.sql.SQLException;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.SslMode;

/**
 * What the driver is told of a server: as values, and in no text that is read again. In an address that is put together a host
 * could say options, or other hosts.
 */
final class DriverOptions {
    /** No server and no option. Of a builder that begins with nothing the driver makes a configuration it trips over. */
    private static final String NOTHING = "jdbc:mariadb:///";

    private DriverOptions() {}

    static Configuration.Builder of(Server server) throws SQLException {
        Configuration.Builder options = Configuration.parse(NOTHING).toBuilder()
                .addHost(server.endpoint().host(), server.endpoint().port())
                .user(server.login().user())
                .password(server.login().password().reveal())
                // Whatever answers at the address may ask for the password in clear, or for any file of this machine.
                // By itself
                // the driver would give both.
                .credentialType(ProvedCredential.TYPE)
                .restrictedAuth(String.join(",", PasswordAnswer.WAYS))
                .allowLocalInfile(false)
                // The driver would add STRICT_TRANS_TABLES to the server's own sql_mode.
                .jdbcCompliantTruncation(false)
                .sslMode(server.tls().required() ? SslMode.VERIFY_FULL.getValue() : SslMode.DISABLE.getValue());
        server.tls().authorities().ifPresent(file -> options.tlsSocketType(TlsPlugin.TYPE)
                .serverSslCert(file.toString()));
        return options;
    }
}
