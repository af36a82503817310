package dev.evenkeel.mariadb.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The authorities of one file.
 *
 * @param count how many certificates the file has
 */
public record Authorities(Path file, int count, X509ExtendedTrustManager judge) {
    private static final String REMEDY = "; give the path of a PEM file with the certificate of the authority that"
            + " signed the server's, for RDS the bundle that AWS offers";

    /** A connection is made every few milliseconds, and a bundle has hundreds of certificates. */
    private static final Map<Path, Read> READ = new ConcurrentHashMap<>();

    private record Read(FileTime modified, Authorities authorities) {}

    /** Why a file cannot be used as one of authorities, and what to do; empty where it can. */
    public static Optional<String> problem(Path file) {
        try {
            of(file);
            return Optional.empty();
        } catch (Distrusted e) {
            return Optional.of(e.getMessage());
        }
    }

    /** @throws Distrusted when the file cannot be read, or holds no certificate */
    static Authorities of(Path file) throws Distrusted {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            Read before = READ.get(file);
            if (before != null && before.modified().equals(modified)) {
                return before.authorities();
            }
            Authorities authorities = read(file);
            READ.put(file, new Read(modified, authorities));
            return authorities;
        } catch (IOException e) {
            throw new Distrusted("the certificates of authorities in " + file + " cannot be read" + REMEDY, e);
        } catch (GeneralSecurityException e) {
            throw new Distrusted(file + " is not a PEM file of certificates (" + e.getMessage() + ")" + REMEDY, e);
        }
    }

    private static Authorities read(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("it holds none");
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            trusted.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        X509ExtendedTrustManager judge = Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
        return new Authorities(file, number, judge);
    }
}
