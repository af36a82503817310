package dev.evenkeel.provision.certificates;

import java.nio.file.Path;
import java.util.List;

/**
 * A server's certificate, signed by an authority of the run; all as PEM files that only their owner can read.
 *
 * @param authority the certificate of who signed it
 */
public record ServerCertificate(Path authority, Path certificate, Path key) {
    /** The options by which a server shows it. */
    public List<String> options() {
        return List.of("--ssl-ca=" + authority, "--ssl-cert=" + certificate, "--ssl-key=" + key);
    }
}
