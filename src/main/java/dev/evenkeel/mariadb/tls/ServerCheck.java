package dev.evenkeel.mariadb.tls;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Accepts the certificate of one server as Java does, and says in one sentence why it does not. */
final class ServerCheck extends X509ExtendedTrustManager {
    /** Of a subject alternative name: a DNS name, an IP address. */
    private static final Set<Integer> NAMES = Set.of(2, 7);

    private final String host;
    private final Authorities authorities;

    /** @param host as it was asked for */
    ServerCheck(String host, Authorities authorities) {
        this.host = host;
        this.authorities = authorities;
    }

    /** @param socket one of {@link TlsSocket}, which has Java compare the names too */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        try {
            authorities.judge().checkServerTrusted(chain, algorithm, socket);
        } catch (CertificateException e) {
            throw new Distrusted(reason(chain, algorithm, e), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        throw new CertificateException("only a connection is judged, whose host is known");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only a connection is judged, whose host is known");
    }

    private String reason(X509Certificate[] chain, String algorithm, CertificateException refused) {
        for (X509Certificate certificate : chain) {
            Optional<String> outOfTime = outOfTime(certificate);
            if (outOfTime.isPresent()) {
                return outOfTime.get();
            }
        }
        try {
            authorities.judge().checkServerTrusted(chain, algorithm);
        } catch (CertificateException e) {
            return weakness(e).orElseGet(() -> unknown(chain));
        }
        return "the server's certificate is for " + names(chain[0], refused) + " and not for " + host
                + "; give the name that the certificate has as the server's host in the profile, or the server a"
                + " certificate for " + host;
    }

    private static Optional<String> outOfTime(X509Certificate certificate) {
        String whose = "the certificate " + certificate.getSubjectX500Principal() + " of the server ";
        String remedy =
                "; give the server a certificate that is valid now, or set the clock of this machine where that is"
                        + " wrong";
        try {
            certificate.checkValidity();
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of(whose + "expired on " + certificate.getNotAfter().toInstant() + remedy);
        } catch (CertificateNotYetValidException e) {
            return Optional.of(
                    whose + "is valid from " + certificate.getNotBefore().toInstant() + " on only" + remedy);
        }
    }

    /** Java refuses short keys and old digests whoever signed them. */
    private static Optional<String> weakness(CertificateException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException path
                    && path.getReason() == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
                return Optional.of("the server's certificate is too weak (" + path.getMessage()
                        + "); give the server one with a key and a digest of today");
            }
        }
        return Optional.empty();
    }

    private String unknown(X509Certificate[] chain) {
        X509Certificate last = chain[chain.length - 1];
        return "the server's certificate " + chain[0].getSubjectX500Principal() + " is signed by "
                + last.getIssuerX500Principal() + ", and none of the " + authorities.count() + " authorities in "
                + authorities.file() + " has signed it; name a file with the certificate of that authority (tls.ca in"
                + " the profile), and if you do not know it, find out what answers at this address";
    }

    private static String names(X509Certificate certificate, CertificateException refused) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return certificate.getSubjectX500Principal().toString();
            }
            return names.stream()
                    .filter(name -> NAMES.contains(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "names that cannot be read (" + refused.getMessage() + ")";
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.judge().getAcceptedIssuers();
    }
}
