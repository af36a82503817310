package dev.evenkeel.mariadb.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/**
 * Has the driver's connections use TLS as all others of evenkeel do. By itself the driver takes a certificate that nobody has
 * signed, and whatever version Java's settings admit. The driver finds it as a service, makes one for each connection, and needs it
 * public.
 */
public final class TlsPlugin implements TlsSocketPlugin {
    public static final String TYPE = "EVENKEEL-TLS";

    private String host;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration configuration, ExceptionFactory exceptions, HostAddress address)
            throws SQLException {
        host = address.host;
        try {
            return new TrustManager[] {new ServerCheck(host, Authorities.of(Path.of(configuration.serverSslCert())))};
        } catch (Distrusted e) {
            throw exceptions.create(e.getMessage(), "08000", e);
        }
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) {
        return new KeyManager[0];
    }

    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory factory) throws IOException {
        return TlsSocket.over(socket, host, factory);
    }

    /** Java has compared the names when it judged the certificate. What it did not judge is not used. */
    @Override
    public void verify(String asked, SSLSession session, long connection) throws SSLException {
        if (!asked.equals(host) || !session.isValid()) {
            throw new SSLException("the certificate was judged for " + host + " and not for " + asked);
        }
    }
}
