package dev.evenkeel.mariadb;

import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.plugin.Credential;
import org.mariadb.jdbc.plugin.CredentialPlugin;

/**
 * Has the driver begin every login by proving the password. By itself it begins in the way that the server's greeting names, and to
 * one that names {@code mysql_clear_password} it sends the password in clear, without TLS too and whatever ways it is restricted to.
 * The driver finds it as a service, and needs it public.
 */
public final class ProvedCredential implements CredentialPlugin {
    static final String TYPE = "EVENKEEL-PROVED";

    private Credential credential;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String defaultAuthenticationPluginType() {
        return PasswordAnswer.NATIVE;
    }

    @Override
    public CredentialPlugin initialize(Configuration configuration, String user, HostAddress address) {
        ProvedCredential proved = new ProvedCredential();
        proved.credential = new Credential(configuration.user(), configuration.password());
        return proved;
    }

    @Override
    public Credential get() {
        return credential;
    }
}
