package dev.evenkeel.provision.certificates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** Certificates of servers with something wrong, and one with nothing. */
public final class TestCertificates {
    private TestCertificates() {}

    public static RunAuthority authority(Path folder) {
        return RunAuthority.make(folder, "authority of " + folder.getFileName());
    }

    public static ServerCertificate expired(RunAuthority authority) {
        return authority.sign("expired", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "3");
    }

    public static ServerCertificate notYet(RunAuthority authority) {
        return authority.sign("not-yet", "ip:127.0.0.1", "-startdate", "+10d", "-validity", "3");
    }

    public static ServerCertificate forHosts(RunAuthority authority, String name, String hosts) {
        return authority.sign(name, hosts, "-validity", "3");
    }

    /** The same with its key as the oldest servers read it, PKCS#1: what PKCS#8 wraps. */
    public static ServerCertificate forOldServers(ServerCertificate certificate) {
        try {
            String pem = Files.readString(certificate.key()).replaceAll("-----.*-----|\\s", "");
            byte[] wrapped = Base64.getDecoder().decode(pem);
            // A version, an algorithm and the header of what follows are 26 bytes for every RSA key of 2048 bits.
            byte[] bare = Arrays.copyOfRange(wrapped, 26, wrapped.length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes("-----BEGIN RSA PRIVATE KEY-----\n".getBytes());
            out.writeBytes(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(bare));
            out.writeBytes("\n-----END RSA PRIVATE KEY-----\n".getBytes());
            Path key = certificate.key().resolveSibling(certificate.key().getFileName() + ".old");
            Files.write(key, out.toByteArray());
            return new ServerCertificate(certificate.authority(), certificate.certificate(), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
