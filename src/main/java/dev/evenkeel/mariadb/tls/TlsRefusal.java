package dev.evenkeel.mariadb.tls;

import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why no TLS came about, as a sentence without the server's name. */
public final class TlsRefusal {
    private static final String OTHERWISE =
            ", or say in the profile that it is used without TLS (tls), and everything crosses the network as it is";

    /** For whoever speaks the protocol and sees that the server does not offer it. */
    public static final String NOT_OFFERED =
            "the server offers no TLS; give it a certificate (ssl_cert and ssl_key)" + OTHERWISE;

    private static final String REMEDY = "; use a server program that is built with OpenSSL (those built with yaSSL, as"
            + " MariaDB's own up to 10.1 and many of 10.2 to 10.4, end at TLS 1.1)" + OTHERWISE;

    private static final String TOO_OLD =
            "the server speaks no TLS of version 1.2 or 1.3, only older ones, which can be read along" + REMEDY;
    /** So does 10.1.23 with yaSSL, and nothing else distinguishes it from a connection that was lost just then. */
    private static final String HUNG_UP =
            "the server closed the connection as soon as TLS 1.2 or 1.3 was begun, as servers"
                    + " do that speak only older versions" + REMEDY;

    private static final String NOT_OFFERED_BY_DRIVER = "ssl not enabled in the server";

    private TlsRefusal() {}

    /**
     * What another attempt does not change; empty where a connection was only lost.
     *
     * @param failure what a connection ended with
     */
    public static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof Distrusted) {
                return Optional.of(message);
            }
            if (message.contains(NOT_OFFERED_BY_DRIVER)) {
                return Optional.of(NOT_OFFERED);
            }
            if (cause instanceof SSLException && cause.getCause() == null) {
                return Optional.of(
                        message.contains("protocol_version") || message.contains("not accepted by client preferences")
                                ? TOO_OLD
                                : "TLS with the server fails (" + message
                                        + "); look for the other half of the reason in the server's log");
            }
        }
        return Optional.empty();
    }

    /** The server hung up while TLS was agreed on. That may be a refusal, and may be a loss. */
    public static Optional<String> hungUp(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException
                    && String.valueOf(cause.getMessage()).contains("terminated the handshake")) {
                return Optional.of(HUNG_UP);
            }
        }
        return Optional.empty();
    }
}
