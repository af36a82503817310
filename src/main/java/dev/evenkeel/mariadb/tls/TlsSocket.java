package dev.evenkeel.mariadb.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** Lays TLS over a connection that is open already. */
public final class TlsSocket {
    /** What is older can be read along, and Java's own settings could admit it. */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private TlsSocket() {}

    /**
     * Agrees with the server on TLS over a connection on which that was asked for.
     *
     * @param host as it was asked for, which the server's certificate must name
     * @param tls required
     * @throws SSLException when the server's certificate is not accepted, see {@link TlsRefusal}
     */
    public static SSLSocket over(Socket socket, String host, Tls tls) throws IOException {
        Path file = tls.authorities().orElseThrow();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ServerCheck(host, Authorities.of(file))}, null);
            SSLSocket secured = over(socket, host, context.getSocketFactory());
            secured.startHandshake();
            return secured;
        } catch (GeneralSecurityException e) {
            throw new SSLException(e);
        }
    }

    static SSLSocket over(Socket socket, String host, SSLSocketFactory factory) throws IOException {
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        // Java compares the certificate's names with the host while it judges it.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(VERSIONS);
        secured.setSSLParameters(parameters);
        return secured;
    }
}
