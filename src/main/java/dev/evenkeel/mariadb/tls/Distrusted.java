package dev.evenkeel.mariadb.tls;

import java.security.cert.CertificateException;

/** A certificate is not accepted. The message says what was found, what is needed and what to do. */
final class Distrusted extends CertificateException {
    private static final long serialVersionUID = 1;

    Distrusted(String message, Throwable cause) {
        super(message, cause);
    }
}
