package dev.evenkeel.mariadb.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine keeps the certificates of the authorities that it trusts, as one file that every program can read. */
public final class SystemAuthorities {
    /** Debian and Ubuntu; RedHat, Fedora and Amazon Linux; SUSE; Alpine and macOS. */
    private static final List<String> USUAL = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private SystemAuthorities() {}

    /** The file that SSL_CERT_FILE names, as for OpenSSL, else the first usual one; the first of all where there is none. */
    public static Path file() {
        Stream<String> named =
                Optional.ofNullable(System.getenv("SSL_CERT_FILE")).filter(text -> !text.isBlank()).stream();
        return Stream.concat(named, USUAL.stream())
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .orElseGet(() -> Path.of(USUAL.get(0)));
    }
}
